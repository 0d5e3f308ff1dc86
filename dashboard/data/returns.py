"""Ledger and returns of a scope held against each other, and published tables over two dates."""

from datetime import date
from itertools import islice
from typing import NamedTuple

import polars as pl

from dashboard.data import store
from dashboard.data.database import cached
from dashboard.data.reaching import need_records
from dashboard.data.records import earlier_dates
from dashboard.data.sealing import basis
from metrics.packs.pack import anywhere
from metrics.progress import figure_records, reconciliation
from metrics.progress.national_series import Published
from metrics.progress.published import StartTable, earlier_table, start_table
from metrics.progress.published_changes import start_changes
from metrics.records.regions import within
from metrics.scope import Scope
from sql.supplied.national_series import national_series

MOST = 12
"""So many earlier data dates are offered to compare with: each has to be read once."""


def reconciled(scope: Scope) -> pl.DataFrame:
    """Return every figure of the scope's place, of all plan years, with its result."""
    inside = within(basis.frames_of(scope).regions, scope.place)
    compared = _reconciled(basis.known_of(scope), anywhere(scope))
    return compared.join(inside, on="region", how="semi", maintain_order="left")


@cached(max_entries=8, show_spinner="正在核对……")
def _reconciled(known: int, scope: Scope) -> pl.DataFrame:
    in_force = store.frames_known(known, scope.as_of, scope.year)
    return reconciliation.reconciled(in_force, basis.rules_of(scope))


def counted_records(scope: Scope, *, region: str, figure: str) -> pl.DataFrame:
    """Return the records of the ledger behind one figure of the scope's year, if they may be seen."""
    need_records(region)
    in_force = basis.frames_of(scope)
    return figure_records.figure_records(in_force, region=region, year=scope.year, figure=figure)


def published_series(scope: Scope) -> tuple[Published, ...]:
    """Return what was published of the nation month by month; nothing of any other place."""
    regions = basis.frames_of(scope).regions
    nation = regions.filter(region=scope.place, level="国")
    return national_series() if nation.height else ()


class Compared(NamedTuple):
    """A published table of starts, an earlier one (null: none), and both side by side."""

    now: StartTable
    before: StartTable | None
    changes: pl.DataFrame


def dates_compared(scope: Scope) -> tuple[date, ...]:
    """Return the last data dates before the scope's that have records of its plan year, newest first."""
    days = (day for day in earlier_dates(scope) if scope.year in store.years(scope.place, day))
    return tuple(islice(days, MOST))


def starts_compared(scope: Scope, before: date | None) -> Compared:
    """Return the table of starts of a scope beside that of an earlier data date."""
    return _starts(
        basis.known_of(scope), store.known_by(before) if before else 0,
        scope.place, scope.as_of, scope.year, before,
    )  # fmt: skip


@cached(max_entries=16)
def _starts(
    known: int, known_before: int, place: str, as_of: date, year: int, before: date | None
) -> Compared:
    in_force = store.frames_known(known, as_of, year)
    now = start_table(in_force, place=place, year=year)
    then = None
    if before:
        earlier = store.frames_known(known_before, before, year)
        then = earlier_table(earlier, in_force, place=place)
    return Compared(now, then, start_changes(now, then))
