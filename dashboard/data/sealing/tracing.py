"""Trace codes (溯源码) of the figures that pages show, and what one leads to, as far as the visitor may see."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial

from dashboard.data import results, store
from dashboard.data.database import cached
from dashboard.data.reaching import reach
from dashboard.data.sealing import rounds, sealed
from metrics.scope import Scope
from metrics.sealing.figures import AMONG_OTHERS
from metrics.sealing.sources import Sources
from metrics.sealing.trace import Traced, basis_of, code, read
from metrics.sealing.tracing.held import Held, found, live, of_seal
from metrics.sealing.tracing.traces import Trace, traced
from metrics.views.tracing.codes import CodeOf
from sql.database.engine import session_scope
from sql.reported.traced.sources import sources


def codes_of(scope: Scope) -> CodeOf:
    """Return the codes of the figures of a scope: empty where figures of a kind or year have none.

    A place that is looked at by itself has no rank among others, and no code of one.
    """
    meant = Traced("score", scope.place, scope.as_of, scope.year, _basis(scope))

    def written(figure: str, region: str) -> str:
        by_itself = region == scope.place and figure in AMONG_OTHERS
        return "" if by_itself else code(meant._replace(figure=figure, region=region))

    return written


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
    whole, own = _trace(store.known_by(meant.as_of), code(meant), shown), reach()
    if own.divisions is None:
        return whole
    return replace(
        whole,
        records=own.of(whole.records),
        excluded=own.of(whole.excluded),
        came=lambda: own.of(whole.origins, "unit"),
    )


@cached(max_entries=32, show_spinner="正在溯源……")
def _trace(known: int, written: str, shown: tuple[tuple[int, str], ...]) -> Trace:
    meant = read(written)
    frames = store.frames_known(known, meant.as_of, meant.year)

    def sources_of(sheets: Collection[str]) -> Sources:
        with session_scope() as session:
            return sources(session, frames, sheets=sheets)

    now = live(meant, frames, partial(results.evaluation_known, known), sources_of)
    return traced(meant, found(meant, _sealed(meant, shown), now))


def _sealed(meant: Traced, shown: Collection[tuple[int, str]]) -> Iterator[Held]:
    for number, called in shown:
        for held in of_seal(sealed.of(number), called, region=meant.region):
            yield replace(held, scope=held.scope._replace(round=number))
