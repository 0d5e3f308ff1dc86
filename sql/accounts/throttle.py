"""Tries to sign in, counted in the database, so that every server process sees all of them.

A try is written down before the password is looked at: parallel guesses cannot slip past. One that was
right no longer counts.
"""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from sql.database.engine import queue_for_writing
from sql.database.moments import read, written
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
    at, machine = now or datetime.now(UTC), counted(address)
    queue_for_writing(session, table=TRIES)
    session.execute(delete(TRIES).where(_T.at <= written(at - KEPT)))
    if (limit := _hit(session, name=name, address=machine, at=at)) is not None:
        return limit
    row = insert(TRIES).values(name=name, address=machine, at=written(at), passed=False)
    return int(session.execute(row.returning(_T.id)).scalar_one())


def fills(session: Session, number: int) -> bool:
    """Say whether a try was the last one before a limit: the next is refused."""
    row = session.execute(select(_T.name, _T.address, _T.at).where(_T.id == number)).one()
    hit = _hit(session, name=row.name, address=row.address, at=read(row.at), last=number)
    return hit is not None


def counted(address: str) -> str:
    """Return whose tries count together: one IPv4 address, of IPv6 the network (/64) of one line."""
    try:
        one = ip_address(address)
    except ValueError:
        return address
    if not isinstance(one, IPv6Address):
        return str(one)
    return str(one.ipv4_mapped or ip_network((int(one), 64), strict=False))


def _hit(
    session: Session, *, name: str, address: str, at: datetime, last: int | None = None
) -> Limit | None:
    """Return the limit that the tries up to one (null: all) have come to; null where there is none.

    Of several it is the one of the longest time.
    """
    asked = (
        (PAIR, (_T.name == name) & (_T.address == address)),
        (NAME, _T.name == name),
        (ADDRESS, _T.address == address),
    )
    until = [] if last is None else [_T.id <= last]
    for limit, these in sorted(asked, key=lambda each: each[0].span, reverse=True):
        since = _T.at > written(at - limit.span)
        query = select(func.count()).where(these, since, ~_T.passed, *until)
        if session.execute(query).scalar_one() >= limit.most:
            return limit
    return None


def begun(session: Session, what: str, *, address: str, limit: Limit, at: datetime) -> bool:
    """Count what an address begins beside its tries of passwords; false where it began too much."""
    queue_for_writing(session, table=TRIES)
    session.execute(delete(TRIES).where(_T.at <= written(at - KEPT)))
    same = (_T.name == what, _T.address == counted(address), _T.passed)
    query = select(func.count()).where(*same, _T.at > written(at - limit.span))
    if session.execute(query).scalar_one() >= limit.most:
        return False
    row = {"name": what, "address": counted(address), "at": written(at), "passed": True}
    session.execute(insert(TRIES).values(**row))
    return True


def passed(session: Session, number: int) -> None:
    """Say that a try was right: it no longer counts."""
    session.execute(update(TRIES).where(_T.id == number).values(passed=True))
