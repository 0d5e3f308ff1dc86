"""Targets and hand scores of a score sheet (考核细则) as they stand: of each division and item the newest row."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

import polars as pl
from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from metrics.records.given.tables import HAND_SCORES as SCORED
from metrics.records.given.tables import TARGETS, Given
from sql.database.moments import written
from sql.models.scored import HAND_SCORES, SHEET_TARGETS


def given(
    session: Session, *, sheet: str, year: int, known_at: datetime | None = None
) -> Given:  # fmt: skip
    """Return what was entered for a sheet and year, up to a moment (null: now); a target taken back is none."""
    of = partial(newest, session, sheet=sheet, year=year, known_at=known_at)
    targets = of(SHEET_TARGETS, TARGETS)
    return Given(
        targets=targets.filter(pl.col("target") != ""), hand_scores=of(HAND_SCORES, SCORED)
    )


def newest(
    session: Session, table: Table, schema: Mapping[str, type[pl.DataType]], *, sheet: str, year: int,
    of: Sequence[str] = ("region", "item"), known_at: datetime | None = None,
) -> pl.DataFrame:  # fmt: skip
    """Return columns of the rows that stand of a sheet and year, up to a moment (null: now).

    Of each `of` it is the newest row; they are sorted by it.
    """
    c = table.c
    about = select(func.max(c.id)).where(c.sheet == sheet, c.year == year)
    if known_at is not None:
        about = about.where(c.at <= written(known_at))
    stand = c.id.in_(about.group_by(*(c[name] for name in of)))
    rows = session.execute(select(*(c[name] for name in schema)).where(stand)).all()
    return pl.DataFrame([tuple(row) for row in rows], schema=schema, orient="row").sort(of)


def version(session: Session) -> str:
    """Return a text that is another once any target or hand score was entered."""
    newest = (
        session.scalar(select(func.max(table.c.id))) for table in (SHEET_TARGETS, HAND_SCORES)
    )
    return " ".join(str(number or 0) for number in newest)
