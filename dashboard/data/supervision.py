"""The supervision table and the ledger of a scope, cached by scalars; a filter makes a small frame."""

from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from dashboard.data import store
from dashboard.data.database import cached
from metrics.packs.pack import rules_of
from metrics.records.frames import Frames
from metrics.records.regions import within
from metrics.scope import Scope
from metrics.supervision import issues
from metrics.supervision import table as sheet
from metrics.supervision.choice import Asked, select


def supervised(scope: Scope) -> sheet.Supervision:
    """Return the supervision table of a scope."""
    return _supervised(store.known_by(scope.as_of), scope)


@cached(max_entries=6, show_spinner="正在编制督导一张表……")
def _supervised(known: int, scope: Scope) -> sheet.Supervision:
    in_force = store.frames_known(known, scope.as_of, scope.year)
    return sheet.supervision(in_force, rules_of(scope), place=scope.place)


class Offered(NamedTuple):
    """What the rows of a table can be filtered by: codes and names, newest year first."""

    cities: dict[str, str]
    counties: dict[str, dict[str, str]]
    years: tuple[int, ...]
    modes: tuple[str, ...]


def offered(scope: Scope) -> Offered:
    """Return what the filters of a scope offer."""
    return _offered(store.known_by(scope.as_of), scope)


@cached(max_entries=6)
def _offered(known: int, scope: Scope) -> Offered:
    projects = _supervised(known, scope).projects
    modes = projects["delivery_mode"].cast(pl.String).drop_nulls()
    return Offered(
        cities=_names(projects, "city", "city_name"),
        counties={
            str(city): _names(rows, "region", "county")
            for (city,), rows in projects.drop_nulls("city").group_by("city")
        },
        years=tuple(sorted(projects["plan_year"].unique(), reverse=True)),
        modes=tuple(sorted(modes.unique())),
    )


def _names(projects: pl.DataFrame, code: str, name: str) -> dict[str, str]:
    listed = projects.select(code, name).drop_nulls(code).unique().sort(code)
    return {region: words or region for region, words in listed.iter_rows()}


def projects_asked(scope: Scope, asked: Asked) -> pl.DataFrame:
    """Return the rows of the table that the filters ask for, in the order asked."""
    return _asked(store.known_by(scope.as_of), scope, asked)


@cached(max_entries=48)
def _asked(known: int, scope: Scope, asked: Asked) -> pl.DataFrame:
    return select(_supervised(known, scope), asked)


def drawn(scope: Scope, asked: Asked, page: int, *, draw: Callable[[], bytes]) -> bytes:
    """Return one page of the table as browsers get it; `draw` makes it once for all sessions."""
    return _drawn(store.known_by(scope.as_of), scope, asked, page, _draw=draw)


@cached(max_entries=64)
def _drawn(
    known: int, scope: Scope, asked: Asked, page: int, *, _draw: Callable[[], bytes]
) -> bytes:
    del known, scope, asked, page  # a key
    return _draw()


def issues_of(scope: Scope) -> pl.DataFrame:
    """Return the ledger of issues of the scope's place and below, the most severe first."""
    in_force = _frames(scope)
    inside = within(in_force.regions, scope.place)
    ledger = issues.ledger(in_force, rules_of(scope))
    return ledger.join(inside, on="region", how="semi", maintain_order="left")


def _frames(scope: Scope) -> Frames:
    return store.frames(scope.as_of, scope.year)
