"""The supervision table and the ledger of a scope, cached by scalars; a filter makes a small frame."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import polars as pl

from dashboard.data import store
from dashboard.data.database import cached
from dashboard.data.reaching import reach
from dashboard.data.sealing import basis
from metrics.access.scoped import Reach
from metrics.changes.red_figures import RedFigures, counted_red, turned_lights
from metrics.packs.pack import anywhere
from metrics.records.regions import within
from metrics.scope import Scope
from metrics.supervision import issues
from metrics.supervision import table as sheet
from metrics.supervision import waiting as waits
from metrics.supervision.choice import Asked, select
from metrics.views.rating.overview import red_words as words_of_red

Drawing = Callable[[sheet.Supervision, pl.DataFrame], bytes]


UNITS = 128
"""So many cities and counties are remembered: each opens with its own place. Their tables are small."""


def supervised(scope: Scope) -> sheet.Supervision:
    """Return the supervision table of a scope, with the projects that the visitor may see."""
    return _own(basis.known_of(scope), scope, reach())


def _own(known: int, scope: Scope, of: Reach) -> sheet.Supervision:
    if of.divisions is None:
        return _supervised(known, scope)
    return _part(known, scope, of.divisions)


@cached(max_entries=UNITS)
def _part(known: int, scope: Scope, divisions: tuple[str, ...]) -> sheet.Supervision:
    return _supervised(known, scope).of(divisions)


def whole(known: int, scope: Scope) -> sheet.Supervision:
    """Return the table with every project, of no place (`anywhere`) all: for figures, never for a page."""
    return _supervised(known, scope)


def red_words(scope: Scope) -> str:
    """Say how many projects of the place are red, of how many."""
    return words_of_red(_supervised(basis.known_of(scope), scope).projects)


def _supervised(known: int, scope: Scope) -> sheet.Supervision:
    return _of_place(known, scope) if scope.place else _everything(known, scope)


@cached(max_entries=6, show_spinner="正在编制督导一张表……")
def _everything(known: int, scope: Scope) -> sheet.Supervision:
    return sheet.supervision(
        store.frames_known(known, scope.as_of, scope.year), basis.rules_of(scope)
    )


@cached(max_entries=UNITS)
def _of_place(known: int, scope: Scope) -> sheet.Supervision:
    """Cut a place out of the whole: its rows stand there already, and are not judged anew."""
    all_of_it = _everything(known, anywhere(scope))
    return all_of_it.of(within(all_of_it.frames.regions, scope.place)["region"].to_list())


class Offered(NamedTuple):
    """What the rows of a table can be filtered by: codes and names, newest year first."""

    cities: dict[str, str]
    counties: dict[str, dict[str, str]]
    years: tuple[int, ...]
    modes: tuple[str, ...]
    owners: tuple[str, ...]


def offered(scope: Scope) -> Offered:
    """Return what the filters of a scope offer."""
    return _offered(basis.known_of(scope), scope, reach())


@cached(max_entries=UNITS)
def _offered(known: int, scope: Scope, of: Reach) -> Offered:
    projects = _own(known, scope, of).projects
    modes = projects["delivery_mode"].cast(pl.String).drop_nulls()
    return Offered(
        cities=_names(projects, "city", "city_name"),
        counties={
            str(city): _names(rows, "region", "county")
            for (city,), rows in projects.drop_nulls("city").group_by("city")
        },
        years=tuple(sorted(projects["plan_year"].unique(), reverse=True)),
        modes=tuple(sorted(modes.unique())),
        owners=tuple(sorted(projects["implementer"].cast(pl.String).drop_nulls().unique())),
    )


def _names(projects: pl.DataFrame, code: str, name: str) -> dict[str, str]:
    listed = projects.select(code, name).drop_nulls(code).unique().sort(code)
    return {region: words or region for region, words in listed.iter_rows()}


def projects_asked(scope: Scope, asked: Asked) -> pl.DataFrame:
    """Return the rows of the table that the filters ask for, in the order asked."""
    return _asked(basis.known_of(scope), scope, asked, reach())


@cached(max_entries=96)
def _asked(known: int, scope: Scope, asked: Asked, of: Reach) -> pl.DataFrame:
    return select(_own(known, scope, of), asked)


def drawn(scope: Scope, asked: Asked, page: int, *, folded: bool, draw: Drawing) -> bytes:
    """Return one page of the table as browsers get it, finished stages folded or not.

    `draw` makes it once for all who may see
    the same records: it is handed the table and its rows.
    """
    return _drawn(basis.known_of(scope), scope, asked, page, folded, reach(), _draw=draw)


@cached(max_entries=128)
def _drawn(
    known: int, scope: Scope, asked: Asked, page: int, folded: bool, of: Reach, *,
    _draw: Drawing,
) -> bytes:  # fmt: skip
    del page, folded  # keys
    return _draw(_own(known, scope, of), _asked(known, scope, asked, of))


def waiting(scope: Scope) -> pl.DataFrame:
    """Return the compounds in plan that have not started, with what each waits for (`waiting.waiting`)."""
    return _waiting(basis.known_of(scope), scope, reach())


@cached(max_entries=UNITS)
def _waiting(known: int, scope: Scope, of: Reach) -> pl.DataFrame:
    return waits.waiting(_own(known, scope, of))


def red_figures(scope: Scope, before: date | None) -> RedFigures:
    """Count the red projects of a place: a figure, the same for everybody in the province."""
    known = (store.known_by(before) if before else 0, basis.known_of(scope))
    return _red_figures(known, scope, before)


@cached(max_entries=UNITS)
def _red_figures(known: tuple[int, int], scope: Scope, before: date | None) -> RedFigures:
    turned = None
    if before is not None:
        everywhere = anywhere(scope)
        then = _supervised(known[0], everywhere.at(before))
        turned = turned_lights(then, _supervised(known[1], everywhere), scope.place)
    return counted_red(_supervised(known[1], scope), turned)


def issues_of(scope: Scope) -> pl.DataFrame:
    """Return the ledger of issues that may be seen, of the place and below, the most severe first."""
    in_force = basis.frames_of(scope)
    inside = within(in_force.regions, scope.place)
    ledger = reach().of(issues.ledger(in_force, basis.rules_of(scope)))
    return ledger.join(inside, on="region", how="semi", maintain_order="left")
