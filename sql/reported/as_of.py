"""The records in force as of each of many days, from one reading of what is stored.

Everything that the latest of the days sees is read and sorted once; an earlier day sees the rows
up to its own place in the line of submissions (`sql/reported/statements.py`). Large databases are
read a slice of units at a time, and where most rows have been overtaken by later ones, first the
keys, and then only the rows that are in force on one of the days.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

import polars as pl
from sqlalchemy.orm import Session

from metrics.records.schema import Sheet
from sql.database.reading import Schema, is_sqlite, listed, overlapped, unpacked
from sql.reported.review.cut import Cut
from sql.reported.statements import (
    MARKS,
    Seen,
    line,
    owned,
    rows_query,
    said_by_units,
    shares,
    values_query,
)

SLICE = 1_000_000
"""So many stored rows, of all sheets, are asked for at once."""
OVERTAKEN = 3
"""Keys are read first where there are more than so many rows for each record in force."""

Slice = tuple[str, str]
"""The first and the last unit of a slice, in the order of the database."""


@dataclass(frozen=True, slots=True)
class InForce:
    """What is in force as of a day: the records by sheet, and each unit's newest submission.

    A unit that has withdrawn what it said has none.
    """

    tables: Mapping[str, pl.DataFrame]
    reporting: pl.DataFrame


class _Line(NamedTuple):
    """The line of submissions up to a day: its length, whether it is whole, who spoke last.

    `heard` has the place of the newest submission by the day of each unit, which is called here
    by its `newest` place in the whole line. Where the line of any unit ends earlier, because its newest
    do not count (审核), it is `cut`.
    """

    length: int
    whole: bool
    cut: bool
    heard: pl.DataFrame


class _Reading(NamedTuple):
    """What is read of every sheet: by whom, up to where on each day, and in which slices."""

    seen: Seen
    submissions: pl.DataFrame
    lines: Mapping[date, _Line]
    slices: Sequence[Slice | None]


class _Piece(NamedTuple):
    """Rows of a sheet that one slice of units has stored; null for none."""

    sheet: Sheet
    rows: pl.LazyFrame | None


_ByDay = dict[date, pl.DataFrame]


def in_force(
    session: Session,
    days: Collection[date],
    *,
    sheets: Sequence[Sheet],
    newest: int,
    cut: Cut | None = None,
) -> dict[date, InForce]:
    """Return the sheets as of each day, as known when the submission `newest` was accepted.

    Each unit's line ends at its newest submission that counts by the `cut` (null: at its newest).
    """
    if not days:
        return {}
    seen = Seen(max(days), newest)
    submissions = line(session, seen)
    counting = None if cut is None else cut.counting(submissions)
    lines = {day: _line_of(submissions, day, counting) for day in sorted(set(days))}
    reading = _Reading(seen, submissions, lines, _slices(session, seen, submissions))
    tables = _keys_first if _mostly_overtaken(submissions) else _at_once
    by_sheet = tables(session, sheets, reading)
    return {
        day: InForce(
            {name: by_day[day] for name, by_day in by_sheet.items()},
            submissions.filter(
                pl.col("place").is_in(day_line.heard["heard"].implode()), pl.col("said") > 0
            ),
        )
        for day, day_line in lines.items()
    }


def _line_of(submissions: pl.DataFrame, day: date, counting: pl.Series | None) -> _Line:
    by_then = submissions.filter(pl.col("data_date") <= day)
    heard = _heard(by_then)
    whole = by_then.height == submissions.height
    if counting is None:
        return _Line(by_then.height, whole, cut=False, heard=heard)
    counted = _heard(submissions.filter(counting & (submissions["data_date"] <= day)))
    cut = not counted.equals(heard)
    return _Line(by_then.height, whole and not cut, cut=cut, heard=counted)


def _heard(by_then: pl.DataFrame) -> pl.DataFrame:
    return by_then.group_by("newest").agg(heard=pl.col("place").max()).sort("newest")


def _mostly_overtaken(submissions: pl.DataFrame) -> bool:
    stored = submissions["stored"].sum()
    spoken = submissions.filter(pl.col("place") == pl.col("newest"))["said"].sum()
    return bool(stored > SLICE and stored > OVERTAKEN * spoken)


def _slices(session: Session, seen: Seen, submissions: pl.DataFrame) -> list[Slice | None]:
    """Cut the units, in the order of the database, into slices of about as many rows."""
    if submissions["stored"].sum() <= SLICE:
        return [None]
    slices: list[Slice | None] = []
    first, rows = None, 0
    for unit, stored in shares(session, seen):
        first, rows, last = first or unit, rows + stored, unit
        if rows >= SLICE:
            slices.append((first, last))
            first, rows = None, 0
    return slices if first is None else [*slices, (first, last)]


def _at_once(session: Session, sheets: Sequence[Sheet], reading: _Reading) -> dict[str, _ByDay]:
    """Read whole rows, of all sheets in one go, so that the database never waits for us."""
    pieces = (
        _piece(session, sheet, reading, of, MARKS | sheet.schema)
        for sheet in sheets
        for of in reading.slices
    )
    spoken = iter(overlapped(pieces, partial(_spoken, reading=reading)))
    parts = {sheet.name: [next(spoken) for _ in reading.slices] for sheet in sheets}
    return {sheet.name: _joined(parts.pop(sheet.name), sheet, reading) for sheet in sheets}


def _keys_first(session: Session, sheets: Sequence[Sheet], reading: _Reading) -> dict[str, _ByDay]:
    """Read the keys of a sheet, and then the rows that are in force on one of the days.

    What is put together from several rows is read whole.
    """
    by_sheet = _at_once(session, [sheet for sheet in sheets if sheet.nearest], reading)
    for sheet in (each for each in sheets if not each.nearest):
        keys = {"id": pl.Int64} | MARKS | {name: sheet.schema[name] for name in sheet.key}
        pieces = (_piece(session, sheet, reading, of, keys) for of in reading.slices)
        parts = overlapped(pieces, partial(_spoken, reading=reading))
        by_day = _joined(parts, sheet, reading, also=("id",))
        by_sheet[sheet.name] = _with_values(session, sheet, by_day)
    return by_sheet


def _piece(
    session: Session, sheet: Sheet, reading: _Reading, of: Slice | None, schema: Schema
) -> _Piece:
    if not reading.submissions.height:
        return _Piece(sheet, None)
    values = reading.seen.values | ({} if of is None else {"first": of[0], "last": of[1]})
    query = rows_query(sheet.name, is_sqlite(session), tuple(schema), cut=of is not None)
    return _Piece(sheet, unpacked(session, query, schema, values))


def _spoken(piece: _Piece, *, reading: _Reading) -> _ByDay:
    """Return for each day what each unit says: of every key its last row, unless it is gone."""
    sheet, rows = piece
    if rows is None:
        return {}
    places = reading.submissions.lazy().select("submission", "unit", "place", "newest")
    order = (*sheet.record_key, "newest", "place")
    ranked = rows.join(places, on="submission").sort(order).collect()
    return {day: _last_rows(ranked, sheet, day_line) for day, day_line in reading.lines.items()}


def _last_rows(ranked: pl.DataFrame, sheet: Sheet, day_line: _Line) -> pl.DataFrame:
    rows = ranked.lazy()
    if day_line.cut:
        rows = rows.join(day_line.heard.lazy(), on="newest", maintain_order="left")
        rows = rows.filter(pl.col("place") <= pl.col("heard")).drop("heard")
    elif not day_line.whole:
        rows = rows.filter(pl.col("place") < day_line.length)
    return said_by_units(rows, sheet).drop("submission", "gone", "place").collect()


def _joined(
    parts: Sequence[_ByDay], sheet: Sheet, reading: _Reading, *, also: Sequence[str] = ()
) -> _ByDay:
    """Return for each day the records of all units, sorted by key; see `statements.owned`.

    On the whole line the rows of a key in one part already stand in the order that it asks for.
    """
    return {day: _voices(parts, day, sheet, reading, also) for day in reading.lines}


def _voices(
    parts: Sequence[_ByDay], day: date, sheet: Sheet, reading: _Reading, also: Sequence[str]
) -> pl.DataFrame:
    voices = [part[day] for part in parts if part]
    if not voices:
        return pl.DataFrame(schema=sheet.record_schema)
    day_line = reading.lines[day]
    spoken = pl.concat(voices).lazy()
    if len(voices) > 1 or not day_line.whole:
        spoken = spoken.join(day_line.heard.lazy(), on="newest").sort(*sheet.record_key, "heard")
    shown = [name for name in sheet.record_schema if name in voices[0].columns]
    return owned(spoken, sheet).select(*also, *shown).collect()


def _with_values(session: Session, sheet: Sheet, by_day: _ByDay) -> _ByDay:
    """Complete rows of which the keys are known; those of several days are read once."""
    wanted = pl.concat([rows["id"] for rows in by_day.values() if rows.height] or [_NONE])
    schema = {"id": pl.Int64} | {n: t for n, t in sheet.schema.items() if n not in sheet.key}
    query = values_query(sheet.name, is_sqlite(session), tuple(schema))
    asked = (
        unpacked(session, query, schema, {"ids": listed(session, part)})
        for part in wanted.unique().sort().to_frame().iter_slices(SLICE)
    )
    values = overlapped((rows for rows in asked if rows is not None), pl.LazyFrame.collect)
    if not values:
        return dict.fromkeys(by_day, pl.DataFrame(schema=sheet.record_schema))
    every = pl.concat(values)
    return {
        day: rows.join(every, on="id", how="left", maintain_order="left").select(
            list(sheet.record_schema)
        )
        for day, rows in by_day.items()
    }


_NONE = pl.Series("id", [], pl.Int64)
