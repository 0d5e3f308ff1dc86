"""Many rows into one table, in slices that keep memory flat."""

import polars as pl
from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

SLICE = 5_000


def insert_rows(session: Session, table: Table, rows: pl.DataFrame) -> None:
    """Append the frame's rows, in their order; columns the frame lacks stay null."""
    for part in rows.iter_slices(SLICE):
        session.execute(insert(table), part.to_dicts())
