"""Sealed evaluations (封账轮次): read from their files alone, and kept for all visits."""

import polars as pl

from dashboard.data.database import cached
from metrics.sealing.errors import SealDiffers
from metrics.sealing.seal import Circumstances, Seal
from sql.database.engine import session_scope
from sql.sealed import rounds as book


@cached(max_entries=4, show_spinner="正在打开封账轮次……")
def of(number: int) -> Seal:
    """Return the seal of a round, every byte of it proved; raises as `sql.sealed.rounds.seal_of`."""
    with session_scope() as session:
        return book.seal_of(session, number)


def newest_seen(number: int) -> int:
    """Return the number of the newest submission that the records of a round came from; 0: of none."""
    found: int | None = of(number).sources.files.select(pl.col("submission").max()).item()
    return found or 0


def made_with(number: int) -> Circumstances:
    """Return with what a round was sealed; raises as `of`."""
    return of(number).made


def seal_mistake(number: int) -> str:
    """Return why a round cannot be opened from its file; empty where it can."""
    try:
        of(number)
    except SealDiffers as error:
        return str(error)
    return ""
