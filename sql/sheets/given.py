"""Targets and hand scores of a score sheet (考核细则) as they stand: of each division and item the newest row."""

from datetime import datetime

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
    targets = _newest(session, SHEET_TARGETS, TARGETS, sheet, year, known_at)
    return Given(
        targets=targets.filter(pl.col("target") != ""),
        hand_scores=_newest(session, HAND_SCORES, SCORED, sheet, year, known_at),
    )


def _newest(
    session: Session, table: Table, schema: dict[str, type[pl.DataType]], sheet: str, year: int,
    known_at: datetime | None,
) -> pl.DataFrame:  # fmt: skip
    c = table.c
    about = select(func.max(c.id)).where(c.sheet == sheet, c.year == year)
    if known_at is not None:
        about = about.where(c.at <= written(known_at))
    newest = about.group_by(c.region, c.item)
    rows = session.execute(select(*(c[name] for name in schema)).where(c.id.in_(newest))).all()
    return pl.DataFrame([tuple(row) for row in rows], schema=schema, orient="row")


def version(session: Session) -> str:
    """Return a text that is another once any target or hand score was entered."""
    newest = (
        session.scalar(select(func.max(table.c.id))) for table in (SHEET_TARGETS, HAND_SCORES)
    )
    return " ".join(str(number or 0) for number in newest)
