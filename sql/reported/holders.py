"""Who else holds a record: other units' records of the same codes, looked up by key.

Two counties may both count their compounds 1, 2, 3; the newest data date would then take one
county's records from it (standard.md §6, reading 10), so the import asks first.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    Text,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import CompoundSelect

from metrics.records.relations import CODED
from sql.models import HISTORIES, SUBMISSIONS
from sql.reported.statements import stands
from sql.workbook.checking.context import Holding


class _Row(NamedTuple):
    sheet: str
    code: str
    project: str | None
    unit: str
    data_date: date
    submission: int
    gone: bool


def next_date(session: Session, *, unit: str, as_of: date) -> date:
    """Return the day on which the unit's statement of `as_of` ends: its next one, or the last day."""
    s = SUBMISSIONS.c
    query = select(func.min(s.data_date)).where(s.unit == unit, s.data_date > as_of, stands())
    return session.execute(query).scalar() or date.max


def holdings(
    session: Session, *, unit: str, as_of: date, codes: Mapping[str, Sequence[str]]
) -> list[Holding]:
    """Return the records with these codes that other units hold while this statement stands.

    `codes` are by sheet. One query, by the index that leads with the code; what another unit says
    only later counts as well, because it would then take the record over.
    """
    if not any(codes.values()):
        return []
    sqlite = session.get_bind().dialect.name == "sqlite"
    values = {sheet: json.dumps(list(codes.get(sheet, ()))) for sheet in CODED}
    rows = [_Row(*row) for row in session.execute(_query(sqlite), {**values, "own": unit})]
    if not rows:
        return []
    end = next_date(session, unit=unit, as_of=as_of)
    return sorted(_held(rows, start=as_of, end=end))


def _held(rows: list[_Row], *, start: date, end: date) -> Iterator[Holding]:
    rows.sort(key=lambda r: (*_record(r), r.data_date, r.submission))
    for _, versions in groupby(rows, key=_record):
        stored = list(versions)
        at_start = [row for row in stored if row.data_date <= start][-1:]
        later = [row for row in stored if start < row.data_date < end]
        there = [row for row in (*at_start, *later) if not row.gone]
        if there:
            last = there[-1]
            yield Holding(
                sheet=last.sheet,
                code=last.code,
                project=last.project or "",
                unit=last.unit,
                data_date=last.data_date,
            )


def _record(row: _Row) -> tuple[str, str, str, str]:
    return row.sheet, row.code, row.project or "", row.unit


@cache
def _query(sqlite: bool) -> CompoundSelect[*tuple[Any, ...]]:
    return union_all(*(_of_sheet(sheet, column, sqlite) for sheet, column in CODED.items()))


def _of_sheet(sheet: str, column: str, sqlite: bool) -> Select[*tuple[Any, ...]]:
    table, s = HISTORIES[sheet], SUBMISSIONS.c
    project = table.c.project if sheet == "compounds" else cast(null(), Text)
    return (
        select(
            literal(sheet, literal_execute=True).label("sheet"), table.c[column], project, s.unit,
            s.data_date, s.id, table.c.gone,
        )
        .join(SUBMISSIONS, s.id == table.c.submission)
        .where(
            table.c[column].in_(select(_codes(sheet, sqlite))), s.unit != bindparam("own"), stands()
        )
    )  # fmt: skip


def _codes(sheet: str, sqlite: bool) -> ColumnElement[str]:
    """Return the codes of one list as a column; a list of any length is one parameter."""
    given = bindparam(sheet, type_=Text)
    if sqlite:
        return func.json_each(given).table_valued("value").c.value
    return func.json_array_elements_text(cast(given, JSON(none_as_null=True))).column_valued()
