"""Tries to sign in, counted in the database, so that every server process sees all of them.

A try is written down before the password is looked at: parallel guesses cannot slip past. One that was
right no longer counts.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from sql.database.engine import queue_for_writing
from sql.database.moments import written
from sql.models.accounts import TRIES

_T = TRIES.c


class Limit(NamedTuple):
    """So many wrong tries in so long a time."""

    most: int
    span: timedelta


PAIR = Limit(5, timedelta(minutes=15))
"""From one address for one name."""
NAME = Limit(30, timedelta(hours=1))
"""For one name, wherever from."""
ADDRESS = Limit(100, timedelta(minutes=15))
"""From one address, for whatever name: an office behind one address shares it."""
KEPT = timedelta(days=1)


def begin(session: Session, *, name: str, address: str, now: datetime | None = None) -> int | Limit:
    """Note a try and return its number; the limit where there were too many, and nothing may be looked at.

    Of several limits that were reached it is the one of the longest time.
    """
    at = now or datetime.now(UTC)
    queue_for_writing(session, table=TRIES)
    session.execute(delete(TRIES).where(_T.at <= written(at - KEPT)))
    asked = (
        (PAIR, (_T.name == name) & (_T.address == address)),
        (NAME, _T.name == name),
        (ADDRESS, _T.address == address),
    )
    for limit, these in sorted(asked, key=lambda each: each[0].span, reverse=True):
        query = select(func.count()).where(these, _T.at > written(at - limit.span), ~_T.passed)
        if session.execute(query).scalar_one() >= limit.most:
            return limit
    row = insert(TRIES).values(name=name, address=address, at=written(at), passed=False)
    return int(session.execute(row.returning(_T.id)).scalar_one())


def passed(session: Session, number: int) -> None:
    """Say that a try was right: it no longer counts."""
    session.execute(update(TRIES).where(_T.id == number).values(passed=True))
