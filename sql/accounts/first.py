"""One-time addresses (一次性地址): whoever holds one sets a new password for an account, once."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from sql.accounts.sessions import digest, new_token
from sql.database.moments import written
from sql.models.accounts import ACCOUNTS, TICKETS

KIND = "first password"
HOURS = 24
CALLED = "一次性地址"
OVER = "地址无效，或已使用、已过期（24小时）。请在服务器上重新取得：python -m sql account rescue"
_T = TICKETS.c


def make(session: Session, *, account: int, now: datetime | None = None) -> str:
    """Return the token of a new address for an account; all that it has end when one is used."""
    at, token = now or datetime.now(UTC), new_token()
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
    """Use a token up, with all others of its account, and return that, as `account_of`: of two only one."""
    account, at = account_of(session, token, now=now), written(now or datetime.now(UTC))
    used = update(TICKETS).where(_T.account == account, _T.kind == KIND, _T.used_at.is_(None))
    done = session.execute(used.values(used_at=at).returning(_T.digest))
    return account if digest(token) in done.scalars().all() else None


def void(session: Session, account: int) -> None:
    """Use up all open addresses of an account: a password that was set later is not set back by one."""
    of_it = (_T.account == account, _T.kind == KIND, _T.used_at.is_(None))
    session.execute(update(TICKETS).where(*of_it).values(used_at=written(datetime.now(UTC))))


def address(token: str) -> str:
    """Return what stands behind the server's own address."""
    return f"/first?key={token}"
