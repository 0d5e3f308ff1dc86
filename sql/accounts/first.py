"""One-time addresses (一次性地址): whoever holds one sets a new password for an account, once."""

import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from sql.accounts.sessions import digest
from sql.database.moments import written
from sql.models.accounts import ACCOUNTS, TICKETS

KIND = "first password"
HOURS = 24
_T = TICKETS.c


def make(session: Session, *, account: int, now: datetime | None = None) -> str:
    """Return the token of a new address for an account; those that it had before end."""
    at, token = now or datetime.now(UTC), secrets.token_urlsafe(32)
    earlier = update(TICKETS).where(_T.account == account, _T.kind == KIND, _T.used_at.is_(None))
    session.execute(earlier.values(used_at=written(at)))
    row = insert(TICKETS).values(
        digest=digest(token), kind=KIND, account=account, detail="{}", at=written(at),
        ends_at=written(at + timedelta(hours=HOURS)),
    )  # fmt: skip
    session.execute(row)
    return token


def account_of(session: Session, token: str, *, now: datetime | None = None) -> int | None:
    """Return the account that a token leads to; null where it is none, was used, or is over."""
    at = written(now or datetime.now(UTC))
    query = select(_T.account).join(ACCOUNTS, ACCOUNTS.c.id == _T.account)
    held = (_T.digest == digest(token), _T.kind == KIND, _T.used_at.is_(None), _T.ends_at > at)
    return session.scalar(query.where(*held, ACCOUNTS.c.active))


def use(session: Session, token: str, *, now: datetime | None = None) -> int | None:
    """Use a token up and return its account, as `account_of`: of two at once only one gets it."""
    account, at = account_of(session, token, now=now), written(now or datetime.now(UTC))
    used = update(TICKETS).where(_T.digest == digest(token), _T.used_at.is_(None))
    done = session.execute(used.values(used_at=at).returning(_T.id)).first()
    return account if done is not None else None


def address(token: str) -> str:
    """Return what stands behind the server's own address."""
    return f"/first?key={token}"
