"""The book of accounts as it reads: for whoever keeps it, in full."""

import json
from collections import defaultdict
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from metrics.access.accounts import Account, Change, Held, OpenSession
from metrics.access.permissions import Action
from metrics.access.roles import Role
from sql.accounts.places import AccountRefused
from sql.database.moments import written
from sql.models.accounts import ACCOUNT_ROLES, ACCOUNTS, SESSIONS
from sql.models.log import LOG
from sql.reported.access.allowed import need_anywhere

_A, _R, _S = ACCOUNTS.c, ACCOUNT_ROLES.c, SESSIONS.c


def accounts(session: Session) -> list[Account]:
    """Return every account with all roles that it holds and has held, by name.

    Raises:
        NotAllowed: unless who acts keeps accounts somewhere.
    """
    need_anywhere(session, Action.KEEP_ACCOUNTS)
    held, last = _held(session), _last(session)
    rows = session.execute(select(ACCOUNTS).order_by(_A.name))
    return [
        Account(
            number=row.id, name=row.name, shown=row.shown, printed=row.printed,
            has_password=row.password is not None, must_change=row.must_change,
            issuer=row.issuer, subject=row.subject, active=row.active, made_at=row.made_at,
            held=tuple(held[row.id]), last_sign_in=last.get(row.id),
        )
        for row in rows
    ]  # fmt: skip


def number_of(session: Session, name: str) -> int:
    """Return the number of an account by its name; AccountRefused if there is none."""
    number = session.scalar(select(_A.id).where(_A.name == name.strip().lower()))
    if number is None:
        raise AccountRefused(f"没有账号“{name}”，请核对。")
    return int(number)


def open_sessions(session: Session, *, now: datetime | None = None) -> list[OpenSession]:
    """Return the sessions that are open, the one used last first.

    Raises:
        NotAllowed: unless who acts keeps accounts somewhere.
    """
    need_anywhere(session, Action.KEEP_ACCOUNTS)
    query = (
        select(
            _S.id.label("number"), _A.name, _A.shown, _S.began_at, _S.active_at, _S.address, _S.meeting
        )
        .join(ACCOUNTS, _A.id == _S.account)
        .where(_S.ended_at.is_(None), _S.ends_at > written(now or datetime.now(UTC)))
        .order_by(_S.active_at.desc(), _S.id.desc())
    )  # fmt: skip
    return [OpenSession(**row._asdict()) for row in session.execute(query)]


def changes(session: Session, name: str) -> list[Change]:
    """Return what the log has about an account, the newest first.

    Raises:
        NotAllowed: unless who acts keeps accounts somewhere.
    """
    need_anywhere(session, Action.KEEP_ACCOUNTS)
    entry = LOG.c
    query = (
        select(entry.at, entry.action, entry.who, entry.detail)
        .where(entry.subject == name)
        .order_by(entry.number.desc())
    )
    return [
        Change(row.at, row.action, json.loads(row.who)["shown"], json.loads(row.detail))
        for row in session.execute(query)
    ]


def _held(session: Session) -> dict[int, list[Held]]:
    found: dict[int, list[Held]] = defaultdict(list)
    for row in session.execute(select(ACCOUNT_ROLES).order_by(_R.id)):
        one = Held(Role(row.role), row.region, row.until, row.given_at, row.ended_at)
        found[row.account].append(one)
    return found


def _last(session: Session) -> dict[int, str]:
    query = select(_S.account, func.max(_S.began_at)).group_by(_S.account)
    return {row[0]: row[1] for row in session.execute(query)}
