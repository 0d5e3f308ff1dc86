"""Trace codes (溯源码) of the figures that pages show, and what one leads to, as far as the visitor may see."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial

from dashboard.data import results, store
from dashboard.data.database import cached
from dashboard.data.found import scored
from dashboard.data.reaching import reach
from dashboard.data.sealing import rounds, sealed
from metrics.rating.evaluation import Evaluation
from metrics.scope import Scope
from metrics.sealing.figures import AMONG_OTHERS, ITEM
from metrics.sealing.sources import Sources
from metrics.sealing.trace import Traced, basis_of, code, read
from metrics.sealing.tracing.held import Held, found, live, live_by_sheets, of_seal
from metrics.sealing.tracing.traces import Trace, traced
from metrics.standards.standard import Standard
from metrics.views.tracing.codes import CodeOf
from sql.database.engine import session_scope
from sql.reported.traced.sources import sources
from sql.sheets import given as entered


def codes_of(scope: Scope) -> CodeOf:
    """Return the codes of the figures of a scope: empty where figures of a kind or year have none.

    A place that is looked at by itself has no rank among others, and no code of one.
    """
    meant = Traced("score", scope.place, scope.as_of, scope.year, _basis(scope))

    def written(figure: str, region: str) -> str:
        by_itself = region == scope.place and figure in AMONG_OTHERS
        return "" if by_itself else code(meant._replace(figure=figure, region=region))

    return written


def sheet_codes_of(scope: Scope, name: str) -> CodeOf:
    """Return the codes of what items of a score sheet (考核细则) earned, asked by the kind of figure.

    Those are `figures.ITEM` with the number of the item; of any other kind the code is empty.
    """
    own = basis_of(scope, scored.rated(scope, name))
    meant = Traced("", scope.place, scope.as_of, scope.year, own)

    def written(figure: str, region: str) -> str:
        is_item = figure.startswith(ITEM)
        return code(meant._replace(figure=figure, region=region)) if is_item else ""

    return written


def sheet_figures(scope: Scope, name: str) -> dict[str, str]:
    """Return the kind of figure that each item of a score sheet is, by the item's code."""
    items = scored.rated(scope, name).standard.by_code
    return {item: f"{ITEM}{number}" for number, item in enumerate(items, start=1)}


def _basis(scope: Scope) -> int:
    return basis_of(scope, results.evaluation(scope))


def trace(typed: str) -> Trace:
    """Return what a code leads to: the figure for everybody, records and files of one's own divisions.

    Raises CodeUnsound, and UnknownChoice where the figure cannot be told here.
    """
    meant = read(typed)
    shown = tuple(
        (one.id, f"{one.called}封账")
        for one in rounds.rounds(meant.region)
        if (one.scope.as_of, one.scope.year) == (meant.as_of, meant.year)
    )
    with session_scope() as session:
        newest = entered.version(session) if meant.figure.startswith(ITEM) else ""
    whole, own = _trace(store.known_by(meant.as_of), code(meant), shown, newest), reach()
    if own.divisions is None:
        return whole
    return replace(
        whole,
        records=own.of(whole.records),
        excluded=own.of(whole.excluded),
        came=lambda: own.of(whole.origins, "unit"),
    )


@cached(max_entries=32, show_spinner="正在溯源……")
def _trace(known: int, written: str, shown: tuple[tuple[int, str], ...], newest: str) -> Trace:
    del newest  # a key
    meant = read(written)
    frames = store.frames_known(known, meant.as_of, meant.year)

    def sources_of(sheets: Collection[str]) -> Sources:
        with session_scope() as session:
            return sources(session, frames, sheets=sheets)

    now = live(meant, frames, partial(results.evaluation_known, known), sources_of)
    if meant.figure.startswith(ITEM):
        now = live_by_sheets(meant, frames, _by_sheet, sources_of)
    return traced(meant, found(meant, _sealed(meant, shown), now))


def _by_sheet(scope: Scope, standard: Standard) -> Evaluation:
    return scored.rated(scope, standard.code)


def _sealed(meant: Traced, shown: Collection[tuple[int, str]]) -> Iterator[Held]:
    for number, called in shown:
        for held in of_seal(sealed.of(number), called, region=meant.region):
            yield replace(held, scope=held.scope._replace(round=number))
