"""What each unit says as of a day: its newest submission, put together from stored differences.

A unit's submissions stand in one line, by data date and then by acceptance. Of each record only
the rows where it differed are stored, so a submission says: for every key, the last row at or
before it in the line, unless that row is a tombstone.
"""

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from metrics.schema import Sheet
from sql.models import HISTORIES, SUBMISSIONS
from sql.moments import written
from sql.reading import fetch

LINE = {
    "submission": pl.Int64,
    "unit": pl.String,
    "data_date": pl.Date,
    "accepted_at": pl.String,
}


@dataclass(frozen=True, slots=True)
class View:
    """Which submissions are looked at: data date, newest acceptance known, one unit or all."""

    as_of: date
    newest: int
    unit: str | None = None

    def sees(self) -> ColumnElement[bool]:
        """Return the condition on `submissions` for being looked at."""
        known = and_(SUBMISSIONS.c.data_date <= self.as_of, SUBMISSIONS.c.id <= self.newest)
        return known if self.unit is None else and_(known, SUBMISSIONS.c.unit == self.unit)


def newest_known(session: Session, known_at: datetime | None) -> int:
    """Return the id of the last submission accepted by a moment (null: now), 0 if there is none."""
    query = select(func.coalesce(func.max(SUBMISSIONS.c.id), 0))
    if known_at is not None:
        query = query.where(SUBMISSIONS.c.accepted_at <= written(known_at))
    return int(session.execute(query).scalar_one())


def line(session: Session, view: View) -> pl.DataFrame:
    """Return the submissions looked at, in line, with `place` and the unit's `newest` place."""
    s = SUBMISSIONS.c
    query = select(s.id, s.unit, s.data_date, s.accepted_at).where(view.sees())
    return (
        fetch(session, query, LINE)
        .sort("data_date", "submission")
        .with_row_index("place")
        .with_columns(newest=pl.col("place").max().over("unit"))
    )


def in_force(session: Session, sheet: Sheet, view: View, submissions: pl.DataFrame) -> pl.DataFrame:
    """Return one sheet's records in force, sorted by key; `submissions` is the view's `line`.

    A key reported by several units belongs to the one whose newest submission has the newest
    data date, then the last acceptance (standard.md §6, reading 10).
    """
    rows = stored(session, sheet, view) if submissions.height else sheet.empty()
    if not rows.height:
        return sheet.empty()
    places = submissions.select("submission", "place", "newest")
    ranked = rows.join(places, on="submission").sort(*sheet.key, "newest", "place")
    spoken = ranked.filter(_last_of(*sheet.key, "newest")).filter(~pl.col("gone"))
    return spoken.filter(_last_of(*sheet.key)).select(list(sheet.schema))


def stored(session: Session, sheet: Sheet, view: View) -> pl.DataFrame:
    """Return every stored row of one sheet that the view sees: submission, gone and the sheet.

    A row written later than the view knows of needs no hiding: it only repeats what its own
    submission had said all along.
    """
    table = HISTORIES[sheet.name]
    query = select(table.c.submission, table.c.gone, *(table.c[name] for name in sheet.schema))
    seen = select(SUBMISSIONS.c.id).where(view.sees())
    query = query.where(table.c.submission.in_(seen))
    return fetch(session, query, {"submission": pl.Int64, "gone": pl.Boolean, **sheet.schema})


def keys_written(session: Session, sheet: Sheet, *, submission: int) -> pl.DataFrame:
    """Return the keys of which a submission has a row of its own."""
    table = HISTORIES[sheet.name]
    query = select(*(table.c[name] for name in sheet.key)).where(table.c.submission == submission)
    return fetch(session, query, {name: sheet.schema[name] for name in sheet.key})


def _last_of(*columns: str) -> pl.Expr:
    """Say of sorted rows whether the next row differs in any of the columns; blanks are values."""
    return pl.any_horizontal(pl.col(c).ne_missing(pl.col(c).shift(-1)) for c in columns)
