"""Sessions (登录会话): begun by whoever signs in, found by the digest of a token, ended by whoever may.

The token is told to the browser once and kept nowhere. What a session may do is asked for anew each
time: the roles of its account as they stand today.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, select, true, update
from sqlalchemy.orm import Session

from metrics.access.actor import Actor
from metrics.office import PROVINCE
from sql.database import chain
from sql.database.moments import written
from sql.models.accounts import ACCOUNTS, SESSIONS, TICKETS
from sql.models.office import SETTINGS
from sql.reported.access import standing

SHOWN_HOURS = 12
"""The show of a meeting (会议放映) ends after so many hours, and when the meeting is closed."""
SHOW_LINK = "show of a meeting"
"""What tickets are called that lead to the show of a meeting."""
ENDED = "会话结束"
_TOKEN_BYTES = 32
_S, _A = SESSIONS.c, ACCOUNTS.c


def begin(
    session: Session, *, account: int, address: str, meeting: int | None = None,
    now: datetime | None = None,
) -> str:  # fmt: skip
    """Begin a session and return its token; `meeting` is the only one that it may show, null for all else."""
    at, token = now or datetime.now(UTC), new_token()
    longest = timedelta(hours=SHOWN_HOURS) if meeting else standing.lengths(session).longest
    row = insert(SESSIONS).values(
        digest=digest(token), account=account, began_at=written(at), ends_at=written(at + longest),
        active_at=written(at), address=address, meeting=meeting,
    )  # fmt: skip
    session.execute(row)
    return token


def new_token() -> str:
    """Return a token that nobody guesses."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def digest(token: str) -> str:
    """Return what the database knows of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(
    session: Session, digests: Collection[str], *, now: datetime | None = None
) -> dict[str, Actor]:
    """Return who stands behind these digests; sessions that ended or rest, and locked accounts, are left out."""
    return (
        standing.actors(session, _S.digest.in_(digests), now or datetime.now(UTC))
        if digests
        else {}
    )


def touch(session: Session, numbers: Collection[int], *, now: datetime | None = None) -> None:
    """Note that something was asked of these sessions just now."""
    used = update(SESSIONS).where(_S.id.in_(numbers), _S.ended_at.is_(None))
    session.execute(used.values(active_at=written(now or datetime.now(UTC))))


def end(
    session: Session, *, account: int | None = None, number: int | None = None, why: str = ""
) -> int:
    """End one session, or all of an account with the links it made to shows; return how many sessions there were.

    Pages that are open are cut.

    The log tells of each; who acts there is who ends them.
    """
    if account is not None:
        _end_links(session, TICKETS.c.account == account)
    these = _S.id == number if account is None else _S.account == account
    ended = _end(session, these, datetime.now(UTC))
    for row in ended:
        chain.note(session, ENDED, _name(session, row.account), number=row.id, why=why)
    return len(ended)


def end_others(session: Session, account: int, *, by: Actor, why: str) -> None:
    """End all sessions of an account but the one that `by` whom it is asked comes by, and its links to shows."""
    _end_links(session, TICKETS.c.account == account)
    others = and_(_S.account == account, _S.id != (by.session or 0))
    for row in _end(session, others, datetime.now(UTC)):
        chain.note(session, ENDED, _name(session, account), who=by, number=row.id, why=why)


def end_all(session: Session, *, why: str) -> None:
    """End every session there is, and every link to a show."""
    _end_links(session, true())
    for row in _end(session, true(), datetime.now(UTC)):
        chain.note(session, ENDED, _name(session, row.account), number=row.id, why=why)


def end_over(session: Session, *, now: datetime | None = None) -> int:
    """Mark the sessions that are over by themselves, each with an entry of its own account; return how many."""
    at = now or datetime.now(UTC)
    ended = _end(session, ~standing.is_open(standing.lengths(session), at), at)
    for row in ended:
        name = _name(session, row.account)
        who = Actor(account=row.account, name=name, shown=name, session=row.id, address=row.address)
        why = "到期" if row.ends_at <= written(at) else "无操作或会议已结束"
        chain.note(session, ENDED, name, who=who, number=row.id, why=why)
    return len(ended)


def any_over(session: Session, *, now: datetime | None = None) -> bool:
    """Say whether a session is over and not marked yet: only then is there anything to write."""
    over = ~standing.is_open(standing.lengths(session), now or datetime.now(UTC))
    query = select(_S.id).where(_S.ended_at.is_(None), over).limit(1)
    return session.scalar(query) is not None


def any_since_beginning(session: Session) -> bool:
    """Say whether anybody has signed in since the office began; nothing counts before it has."""
    s = SETTINGS.c
    began = select(func.min(s.at)).where(s.key == PROVINCE).scalar_subquery()
    return session.scalar(select(_S.id).where(_S.began_at > began).limit(1)) is not None


def quietly_end(session: Session, number: int) -> None:
    """End a session whose end the caller tells the log in words of its own."""
    _end(session, _S.id == number, datetime.now(UTC))


def _end(session: Session, these: ColumnElement[bool], at: datetime) -> list[Any]:
    ended = update(SESSIONS).where(these, _S.ended_at.is_(None)).values(ended_at=written(at))
    return list(session.execute(ended.returning(_S.id, _S.account, _S.address, _S.ends_at)))


def _end_links(session: Session, these: ColumnElement[bool]) -> None:
    held = (TICKETS.c.kind == SHOW_LINK, TICKETS.c.used_at.is_(None))
    ended = update(TICKETS).where(these, *held)
    session.execute(ended.values(used_at=written(datetime.now(UTC))))


def _name(session: Session, account: int) -> str:
    return str(session.scalar(select(_A.name).where(_A.id == account)))
