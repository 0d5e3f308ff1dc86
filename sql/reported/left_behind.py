"""What other units hold that hangs on a record of this one: it would be left without its division or project."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.records.relations import Naming, bound
from metrics.records.schema import Sheet
from metrics.records.sheets.divisions import REGIONS
from sql.models import HISTORIES, SUBMISSIONS
from sql.reported.holders import next_date
from sql.reported.statements import Seen, in_force, line, newest_known
from sql.workbook.checking.context import Owned


class Left(NamedTuple):
    """How many records of a sheet another unit holds that name a code of the sheet `holder`."""

    holder: str
    code: str
    unit: str
    sheet: str
    records: int


class _Gone(NamedTuple):
    """The records that a unit drops: of which sheet, their codes, and the newest submission to look at."""

    unit: str
    holder: Sheet
    codes: Sequence[str]
    newest: int


def orphans(session: Session, *, unit: str, as_of: date, regions: Sequence[str]) -> list[Owned]:
    """Return what other units hold for these divisions while this statement stands."""
    left = left_behind(session, unit=unit, as_of=as_of, holder=REGIONS, codes=regions)
    return [
        Owned(one.code, one.unit, one.sheet, one.records)
        for one in left
        if one.sheet != REGIONS.name
    ]


def left_behind(
    session: Session, *, unit: str, as_of: date, holder: Sheet, codes: Sequence[str]
) -> list[Left]:
    """Return what other units hold that must have one of these codes of `holder`, sorted.

    Asked only when such records are dropped: on the first day of the statement, and on its last.
    """
    if not codes:
        return []
    gone = _Gone(unit, holder, codes, newest_known(session, None))
    last = next_date(session, unit=unit, as_of=as_of) - timedelta(days=1)
    held = {
        left
        for day in (as_of, last)
        for name in bound(holder.name)
        for left in _left(session, day, name, gone)
    }
    most = {left[:4]: left for left in sorted(held)}  # the larger number of the two days
    return sorted(most.values())


def _left(session: Session, day: date, name: Naming, gone: _Gone) -> Iterator[Left]:
    sheet, column = name.sheet, name.column.name
    for unit in _naming(session, name, gone):
        seen = Seen(day, gone.newest, unit)
        records = in_force(session, sheet, seen, line(session, seen))
        named = records.filter(pl.col(column).is_in(list(gone.codes)))
        for code, count in named[column].value_counts().iter_rows():
            yield Left(gone.holder.name, code, unit, sheet.name, count)


def _naming(session: Session, name: Naming, gone: _Gone) -> list[str]:
    """Return the other units that have ever named one of the codes on a sheet."""
    table, s = HISTORIES[name.sheet.name], SUBMISSIONS.c
    query = select(s.unit).distinct().join(table, s.id == table.c.submission)
    asked = query.where(s.unit != gone.unit, table.c[name.column.name].in_(gone.codes))
    return sorted(session.scalars(asked))
