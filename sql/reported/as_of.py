"""The records in force as of each of many days, from one reading of what is stored.

Everything that the latest of the days sees is read and sorted once; an earlier day sees the rows
up to its own place in the line of submissions (`sql/reported/statements.py`).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

import polars as pl
from sqlalchemy.orm import Session

from metrics.records.schema import Sheet
from sql.database.reading import overlapped, unpacked
from sql.reported.statements import MARKS, View, is_sqlite, last_of, line, rows_query

_ByDay = dict[date, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class InForce:
    """What is in force as of a day: the records by sheet, and each unit's newest submission."""

    tables: Mapping[str, pl.DataFrame]
    reporting: pl.DataFrame


class _Line(NamedTuple):
    """The line of submissions up to a day: its length, whether it is whole, who spoke last.

    `heard` has the place of the newest submission by the day of each unit, which is called here
    by its `newest` place in the whole line.
    """

    length: int
    whole: bool
    heard: pl.DataFrame


def in_force(
    session: Session, days: Collection[date], *, sheets: Sequence[Sheet], newest: int
) -> dict[date, InForce]:
    """Return the sheets as of each day, as known when the submission `newest` was accepted."""
    if not days:
        return {}
    view = View(max(days), newest)
    submissions = line(session, view)
    lines = {day: _line_of(submissions, day) for day in sorted(set(days))}
    work = partial(_by_day, submissions=submissions, lines=lines)
    tables = overlapped(_asked(session, sheets, view, submissions), work)
    return {
        day: InForce(
            {sheet.name: table[day] for sheet, table in zip(sheets, tables, strict=True)},
            submissions.filter(pl.col("place").is_in(known.heard["heard"].implode())),
        )
        for day, known in lines.items()
    }


def _line_of(submissions: pl.DataFrame, day: date) -> _Line:
    by_then = submissions.filter(pl.col("data_date") <= day)
    heard = by_then.group_by("newest").agg(heard=pl.col("place").max()).sort("newest")
    return _Line(by_then.height, by_then.height == submissions.height, heard)


def _asked(
    session: Session, sheets: Sequence[Sheet], view: View, submissions: pl.DataFrame
) -> Iterator[tuple[Sheet, pl.LazyFrame | None]]:
    sqlite = is_sqlite(session)
    for sheet in sheets:
        rows = None
        if submissions.height:
            query = rows_query(sheet.name, sqlite, False)
            rows = unpacked(session, query, MARKS | sheet.schema, view.values)
        yield sheet, rows


def _by_day(
    asked: tuple[Sheet, pl.LazyFrame | None],
    *,
    submissions: pl.DataFrame,
    lines: Mapping[date, _Line],
) -> _ByDay:
    sheet, rows = asked
    if rows is None:
        return dict.fromkeys(lines, pl.DataFrame(schema=sheet.record_schema))
    places = submissions.lazy().select("submission", "unit", "place", "newest")
    order = (*sheet.record_key, "newest", "place")
    ranked = rows.join(places, on="submission").sort(order).collect()
    return {day: _of_day(ranked, sheet, known) for day, known in lines.items()}


def _of_day(ranked: pl.DataFrame, sheet: Sheet, known: _Line) -> pl.DataFrame:
    """Return the records of one day, sorted by key.

    A key reported by several units belongs to the one whose newest submission has the newest
    data date, then the last acceptance (standard.md §6, reading 10). On the whole line the rows
    of a key already stand in that order.
    """
    rows = ranked.lazy()
    if not known.whole:
        rows = rows.filter(pl.col("place") < known.length)
    spoken = rows.filter(last_of(*sheet.record_key, "newest")).filter(~pl.col("gone"))
    if not known.whole:
        spoken = spoken.join(known.heard.lazy(), on="newest").sort(*sheet.record_key, "heard")
    return spoken.filter(last_of(*sheet.record_key)).select(list(sheet.record_schema)).collect()
