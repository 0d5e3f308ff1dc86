"""What each unit says as of a day: its newest submission, put together from stored differences.

A unit's submissions stand in one line, by data date and then by acceptance. Of each record only
the rows where it differed are stored, so a submission says: for every key, the last row at or
before it in the line, unless that row is a tombstone.

A submission that was taken back (撤回) is in the line no more, and what took it back never is: they
are left out from that acceptance on, and what was known before it reads on as it did.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import polars as pl
from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, select
from sqlalchemy.orm import Session

from metrics.records.invented import NATION, PUBLISHED
from metrics.records.schema import Sheet
from sql.database.moments import written
from sql.database.reading import Query, among, fetch, is_sqlite, packed, unpacked
from sql.models import HISTORIES, SUBMISSIONS

LINE: dict[str, type[pl.DataType]] = {
    "submission": pl.Int64,
    "unit": pl.String,
    "data_date": pl.Date,
    "accepted_at": pl.String,
    "stored": pl.Int64,
    "said": pl.Int64,
}
"""`stored` is how many rows a submission was kept as, `said` how many records it speaks of."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Which submissions are looked at: data date, newest acceptance known, one unit or all."""

    as_of: date
    newest: int
    unit: str | None = None

    @property
    def values(self) -> dict[str, object]:
        """The values for the conditions of `_seen`."""
        values: dict[str, object] = {"as_of": self.as_of, "newest": self.newest}
        return values if self.unit is None else values | {"of_unit": self.unit}


def newest_known(session: Session, known_at: datetime | None) -> int:
    """Return the id of the last submission accepted by a moment (null: now), 0 if there is none."""
    query = select(func.coalesce(func.max(SUBMISSIONS.c.id), 0))
    if known_at is not None:
        query = query.where(SUBMISSIONS.c.accepted_at <= written(known_at))
    return int(session.execute(query).scalar_one())


def line(session: Session, seen: Seen) -> pl.DataFrame:
    """Return the submissions looked at, in line, with `place` and the unit's `newest` place."""
    query = _line_query(is_sqlite(session), seen.unit is not None)
    rows = unpacked(session, query, LINE, seen.values)
    return (
        (pl.LazyFrame(schema=LINE) if rows is None else rows)
        .sort("data_date", "submission")
        .with_row_index("place")
        .with_columns(newest=pl.col("place").max().over("unit"))
        .collect()
    )


def in_force(session: Session, sheet: Sheet, seen: Seen, submissions: pl.DataFrame) -> pl.DataFrame:
    """Return one sheet's records in force, sorted by key; `submissions` is what `line` found.

    Columns are those of the sheet, and the `unit` that reports a record where its number is only
    that unit's own.
    """
    return planned(session, sheet, seen, submissions).collect()


def planned(session: Session, sheet: Sheet, seen: Seen, submissions: pl.DataFrame) -> pl.LazyFrame:
    """Plan what `in_force` returns; the database has been asked when this returns."""
    return owned(spoken(session, sheet, seen, submissions), sheet).select(list(sheet.record_schema))


def spoken(session: Session, sheet: Sheet, seen: Seen, submissions: pl.DataFrame) -> pl.LazyFrame:
    """Plan what each unit says of a sheet: its columns, the `unit`, and its `newest` place in line.

    Rows are sorted by key and then in line; the database has been asked when this returns.
    """
    said = sheet.schema | {"unit": pl.String, "newest": pl.UInt32}
    if not submissions.height:
        return pl.LazyFrame(schema=said)
    # A row written later than is looked at needs no hiding: it only repeats what its own
    # submission had said all along.
    schema = MARKS | sheet.schema
    query = rows_query(sheet.name, is_sqlite(session), tuple(schema), of_unit=seen.unit is not None)
    rows = unpacked(session, query, schema, seen.values)
    if rows is None:
        return pl.LazyFrame(schema=said)
    places = submissions.lazy().select("submission", "unit", "place", "newest")
    ranked = rows.join(places, on="submission").sort(*sheet.record_key, "newest", "place")
    return said_by_units(ranked, sheet).select(list(said))


def said_by_units(rows: pl.LazyFrame, sheet: Sheet) -> pl.LazyFrame:
    """Keep what each unit says: of every key its last row, unless that says the key is gone.

    `rows` are sorted by key, by the place of their unit's newest submission, and by their own.
    """
    return rows.filter(last_of(*sheet.record_key, "newest")).filter(~pl.col("gone"))


def owned(rows: pl.LazyFrame, sheet: Sheet) -> pl.LazyFrame:
    """Keep of each key the row of the unit that it belongs to, the last of the rows in their order.

    That is the unit whose newest submission has the newest data date, then the last acceptance
    (standard.md §6, reading 10), or of 区划 the nearest (reading 43). Of a sheet that each unit numbers
    for itself (`Sheet.own_numbers`) the unit is part of the key, so that both stand.
    """
    return _nearest(rows, sheet) if sheet.nearest else rows.filter(last_of(*sheet.record_key))


def _nearest(rows: pl.LazyFrame, sheet: Sheet) -> pl.LazyFrame:
    """Put together what units say of a key: of each value the nearest unit's, then the last's.

    The province is nearer to its counties than the nation, which tells of them too.
    """
    near = nearness(pl.col("unit"))
    values = [pl.col(column.name).drop_nulls().last() for column in sheet.values]
    spoken = rows.with_columns(near=near).sort(*sheet.key, "near", maintain_order=True)
    return spoken.group_by(sheet.key, maintain_order=True).agg(values)


def nearness(unit: pl.Expr) -> pl.Expr:
    """Return how near a unit is to what it tells of: a county 3, a city 2, a province 1, the nation 0."""
    above = (unit.str.ends_with("00"), unit.str.ends_with("0000"), unit.is_in((NATION, PUBLISHED)))
    return 3 - pl.sum_horizontal(above)


def keys_written(session: Session, sheet: Sheet, *, submission: int) -> pl.DataFrame:
    """Return the keys of which a submission has a row of its own."""
    table = HISTORIES[sheet.name]
    query = select(*(table.c[name] for name in sheet.key)).where(table.c.submission == submission)
    return fetch(session, query, {name: sheet.schema[name] for name in sheet.key})


MARKS: dict[str, type[pl.DataType]] = {"submission": pl.Int64, "gone": pl.Boolean}


@cache
def _line_query(sqlite: bool, of_unit: bool) -> Query:
    s = SUBMISSIONS.c
    row_count = s.added + s.changed + s.unchanged
    query = select(s.id, s.unit, s.data_date, s.accepted_at, _STORED, row_count.label("said"))
    return packed(query.where(_seen(of_unit)), sqlite=sqlite)


@cache
def rows_query(
    sheet: str, sqlite: bool, columns: tuple[str, ...], *, of_unit: bool = False, cut: bool = False
) -> Query:
    """Return the query for columns of the stored rows that are seen, of a slice of units if `cut`."""
    table = HISTORIES[sheet]
    seen = select(SUBMISSIONS.c.id).where(_seen(of_unit))
    if cut:
        seen = seen.where(SUBMISSIONS.c.unit.between(bindparam("first"), bindparam("last")))
    query = select(*(table.c[name] for name in columns)).where(table.c.submission.in_(seen))
    return packed(query, sqlite=sqlite)


@cache
def values_query(sheet: str, sqlite: bool, columns: tuple[str, ...]) -> Query:
    """Return the query for columns of the stored rows that are named by their `ids`."""
    table = HISTORIES[sheet]
    query = select(*(table.c[name] for name in columns)).where(among(table.c.id, sqlite=sqlite))
    return packed(query, sqlite=sqlite)


def shares(session: Session, seen: Seen) -> list[tuple[str, int]]:
    """Return how many rows are stored of each unit, in the order in which the database has units."""
    s = SUBMISSIONS.c
    query = select(s.unit, func.sum(_STORED)).where(_seen(False)).group_by(s.unit).order_by(s.unit)
    return [(unit, int(rows)) for unit, rows in session.execute(query, seen.values)]


_STORED = (SUBMISSIONS.c.added + SUBMISSIONS.c.changed + SUBMISSIONS.c.removed).label("stored")


def stands(newest: BindParameter[int] | int | None = None) -> ColumnElement[bool]:
    """Say of a submission that it is in line, as known when `newest` was accepted (null: now).

    Neither is one that was taken back, nor the one that took it back.
    """
    s, u = SUBMISSIONS.c, _TAKING_BACK.c
    taken_back = select(u.undoes).where(u.undoes.is_not(None))
    if newest is None:
        return and_(s.undoes.is_(None), s.id.not_in(taken_back))
    known = taken_back.where(u.id <= newest)
    return and_(s.id <= newest, s.undoes.is_(None), s.id.not_in(known))


_TAKING_BACK = SUBMISSIONS.alias("taking_back")


def _seen(of_unit: bool) -> ColumnElement[bool]:
    s = SUBMISSIONS.c
    in_view = and_(s.data_date <= bindparam("as_of"), stands(bindparam("newest")))
    return and_(in_view, s.unit == bindparam("of_unit")) if of_unit else in_view


def last_of(*columns: str) -> pl.Expr:
    """Say of sorted rows whether the next row differs in any of the columns; blanks are values."""
    return pl.any_horizontal(pl.col(c).ne_missing(pl.col(c).shift(-1)) for c in columns)
