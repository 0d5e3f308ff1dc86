"""Who stands behind a session (登录会话), as of now: its account and the roles that it holds today.

Whoever opens a page asks, and again whatever writes: much may have changed since the page was opened.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from metrics.access.actor import Actor, Grant
from metrics.access.roles import NAMES, Role
from metrics.dispatch.meeting import ENDS
from metrics.office import SESSION_HOURS, SESSION_IDLE
from sql.database import beijing
from sql.database.moments import written
from sql.models.accounts import ACCOUNT_ROLES, ACCOUNTS, SESSIONS
from sql.models.dispatch import MEETING_ENTRIES, MEETINGS
from sql.models.office import SETTINGS

USUAL_HOURS, USUAL_IDLE = 10, 60
"""A session ends after so many hours, or after so many minutes in which nothing was asked of it."""
_S, _A = SESSIONS.c, ACCOUNTS.c


class Lengths(NamedTuple):
    """How long a session lasts, and how long it may rest."""

    longest: timedelta
    idle: timedelta


def actor(session: Session, number: int, *, now: datetime | None = None) -> Actor | None:
    """Return who stands behind a session, by its number; null where it ended, rests, or is of a locked account."""
    return next(iter(actors(session, _S.id == number, now or datetime.now(UTC)).values()), None)


def actors(session: Session, these: ColumnElement[bool], at: datetime) -> dict[str, Actor]:
    """Return who stands behind open sessions that a condition names, by the digests of their tokens."""
    query = (
        select(
            _S.digest, _S.id, _S.address, _S.meeting, MEETINGS.c.place, _A.id.label("account"),
            _A.name, _A.shown, _A.printed, _A.must_change,
        )
        .join(ACCOUNTS, _A.id == _S.account)
        .outerjoin(MEETINGS, MEETINGS.c.id == _S.meeting)
        .where(these, _S.ended_at.is_(None), _A.active, is_open(lengths(session), at))
    )  # fmt: skip
    rows = list(session.execute(query))
    held = grants(session, {row.account for row in rows}, now=at)
    return {row.digest: _actor(row, held[row.account]) for row in rows}


def _actor(row: Any, held: tuple[Grant, ...]) -> Actor:
    told = {"account": row.account, "name": row.name, "session": row.id, "address": row.address}
    if row.meeting is not None:
        show = (Grant(Role.SHOW, row.place),)
        shown = f"{NAMES[Role.SHOW]}（{row.shown}）"
        return Actor(**told, shown=shown, grants=show, meeting=row.meeting)
    return Actor(
        **told, shown=row.shown, printed=row.printed or "", grants=held, must_change=row.must_change
    )


def grants(
    session: Session, accounts: Iterable[int], *, now: datetime | None = None
) -> dict[int, tuple[Grant, ...]]:
    """Return the roles that accounts hold today (by Beijing time); a term that is over is none."""
    r, day = ACCOUNT_ROLES.c, beijing.today(now)
    query = (
        select(r.account, r.role, r.region, r.until)
        .where(r.account.in_(set(accounts)), r.ended_at.is_(None))
        .where(or_(r.until.is_(None), r.until >= day))
        .order_by(r.id)
    )
    found: dict[int, list[Grant]] = defaultdict(list)
    for account, role, region, until in session.execute(query):
        found[account].append(Grant(Role(role), region, until))
    return defaultdict(tuple, {account: tuple(each) for account, each in found.items()})


def lengths(session: Session) -> Lengths:
    """Return how long sessions last: as the office has set it, else as usual."""
    s = SETTINGS.c
    query = select(s.key, s.value).where(s.key.in_((SESSION_HOURS, SESSION_IDLE))).order_by(s.id)
    held = {key: int(json.loads(value)) for key, value in session.execute(query)}
    return Lengths(
        timedelta(hours=held.get(SESSION_HOURS, USUAL_HOURS)),
        timedelta(minutes=held.get(SESSION_IDLE, USUAL_IDLE)),
    )


def is_open(last: Lengths, at: datetime) -> ColumnElement[bool]:
    """Tell sessions that are not over; the show of a meeting may rest, and ends with its meeting."""
    e = MEETING_ENTRIES.c
    closed = exists().where(e.meeting == _S.meeting, e.kind.in_(ENDS))
    moved = or_(_S.meeting.is_not(None), _S.active_at > written(at - last.idle))
    return and_(_S.ends_at > written(at), moved, ~closed)
