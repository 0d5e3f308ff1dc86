"""Sealed evaluations (封账轮次): read from their files alone, and kept for all visits."""

from dashboard.data.database import cached
from metrics.sealing.errors import SealDiffers
from metrics.sealing.seal import Seal
from sql.database.engine import session_scope
from sql.sealed import rounds as book


@cached(max_entries=4, show_spinner="正在打开封账轮次……")
def of(number: int) -> Seal:
    """Return the seal of a round, every byte of it proved; raises as `sql.sealed.rounds.seal_of`."""
    with session_scope() as session:
        return book.seal_of(session, number)


@cached(max_entries=64)
def sealed_at(number: int) -> str:
    """Return the moment (UTC text) at which a round was sealed."""
    with session_scope() as session:
        return book.one(session, number).at


def seal_mistake(number: int) -> str:
    """Return why a round cannot be opened from its file; empty where it can."""
    try:
        of(number)
    except SealDiffers as error:
        return str(error)
    return ""
