"""The book of accounts (账号): made, locked, given roles and passwords; never deleted.

Whoever writes may keep accounts there, and each change stands in the log with what was before and after.
What takes something away ends the account's sessions: its open pages close. Functions that write take a
session of `session_scope(writing=True)` and never commit.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.orm import Session

from metrics.access import acting
from metrics.access.permissions import Action
from metrics.access.roles import NAMES, Role
from sql.accounts import first, passwords, sessions
from sql.accounts.places import AccountRefused, Places, places
from sql.database import beijing, chain
from sql.database.engine import queue_for_writing
from sql.database.moments import written
from sql.dispatch.journal import line
from sql.models.accounts import ACCOUNT_ROLES, ACCOUNTS
from sql.reported.access.allowed import need, need_all, need_anywhere

LONGEST_SHOWN = 40
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
_A, _R = ACCOUNTS.c, ACCOUNT_ROLES.c


def account_name(typed: str) -> str:
    """Return the name of an account as it is kept: lower case, no full-width letters.

    Raises:
        AccountRefused: if it is no such name.
    """
    name = unicodedata.normalize("NFKC", typed).strip().lower()
    if _NAME.fullmatch(name):
        return name
    raise AccountRefused(
        f"账号“{typed}”不合要求：应为3至64位小写字母、数字及“.”“_”“-”，以字母或数字开头。"
    )


def add(
    session: Session, *, name: str, shown: str, password: str | None = None,
    must_change: bool = True,
) -> int:  # fmt: skip
    """Make an account without roles and return its number.

    Without a password nobody signs in to it until it has one or is linked.

    Raises:
        NotAllowed: unless who acts keeps accounts somewhere.
        AccountRefused: if the name is none, or taken.
        EntryRefused: if nothing tells what the account is called.
        PasswordRefused: if the password is too easy.
    """
    need_anywhere(session, Action.KEEP_ACCOUNTS)
    named = account_name(name)
    if password is None:
        return entered(session, name=named, shown=shown, stored=None, must_change=False)
    stored = _hashed(session, password, named)
    return entered(session, name=named, shown=shown, stored=stored, must_change=must_change)


def entered(
    session: Session, *, name: str, shown: str, stored: str | None, must_change: bool
) -> int:
    """Write down an account whose maker was asked for already; `stored` is what is kept of its password."""
    queue_for_writing(session, table=ACCOUNTS)
    called = line(shown, "姓名", longest=LONGEST_SHOWN)
    if session.scalar(select(_A.id).where(_A.name == name)) is not None:
        raise AccountRefused(f"账号“{name}”已被使用，请换一个。")
    row = insert(ACCOUNTS).values(
        name=name, shown=called, password=stored, must_change=must_change, active=True,
        made_at=written(datetime.now(UTC)),
    )  # fmt: skip
    chain.note(session, "新增账号", name, after={"姓名": called})
    return int(session.execute(row.returning(_A.id)).scalar_one())


def give(
    session: Session, *, account: int, role: Role, region: str, until: date | None = None
) -> None:
    """Give an account a role for a division, for a term where `until` is its last day.

    One that it holds there already takes the new term.

    Raises:
        NotAllowed: unless who acts keeps the division's accounts.
        AccountRefused: if role and division do not fit, the term is over, nothing would change, or no
            administrator without a term would be left.
    """
    need(session, Action.KEEP_ACCOUNTS, region)
    given(session, account=account, role=role, region=region, until=until, among=places(session))
    end_sessions(session, account)


def given(
    session: Session, *, account: int, role: Role, region: str, until: date | None, among: Places
) -> None:
    """Write down a role whose giver was asked for already."""
    queue_for_writing(session, table=ACCOUNTS)
    row = _row(session, account)
    among.check(role, region)
    if until is not None and until < beijing.today():
        raise AccountRefused(f"任期止“{until}”已过，请填写今天或以后的日期。")
    held = _held(session, account, role, region)
    if held is not None and held.until == until:
        raise AccountRefused(
            f"账号“{row.name}”已是{among.names[region]}的“{NAMES[role]}”，无需重复授予。"
        )
    now = written(datetime.now(UTC))
    new = {"account": account, "role": role.value, "region": region, "until": until}
    with administrator_stays(session):
        if held is not None:
            _ended(session, held.id)
        session.execute(insert(ACCOUNT_ROLES).values(**new, given_at=now))
    before = None if held is None else told(role, region, held.until)
    after = told(role, region, until)
    chain.note(session, "授予角色", row.name, place=region, before=before, after=after)


def take_away(session: Session, *, account: int, role: Role, region: str) -> None:
    """Take a role away from an account.

    Raises:
        NotAllowed: unless who acts keeps the division's accounts.
        AccountRefused: if it does not hold it, or is the last administrator.
    """
    need(session, Action.KEEP_ACCOUNTS, region)
    queue_for_writing(session, table=ACCOUNTS)
    row, held = _row(session, account), _held(session, account, role, region)
    if held is None:
        raise AccountRefused(f"账号“{row.name}”在{region}没有“{NAMES[role]}”角色，或已被收回。")
    with administrator_stays(session):
        _ended(session, held.id)
    before = told(role, region, held.until)
    chain.note(session, "收回角色", row.name, place=region, before=before, after=None)
    end_sessions(session, account)


def lock(session: Session, account: int) -> None:
    """Lock an account (停用): nobody signs in to it, and whoever is in is out.

    Raises:
        NotAllowed: unless who acts keeps its accounts.
        AccountRefused: if it is locked, one's own, or the last administrator's.
    """
    row = taken_up(session, account)
    if not row.active:
        raise AccountRefused(f"账号“{row.name}”已经停用。")
    if acting.actor().account == account:
        raise AccountRefused("不能停用自己的账号，请由其他系统管理员办理。")
    with administrator_stays(session):
        session.execute(update(ACCOUNTS).where(_A.id == account).values(active=False))
    chain.note(session, "停用账号", row.name, before="启用", after="停用")
    end_sessions(session, account)


def unlock(session: Session, account: int) -> None:
    """Let an account in again; AccountRefused if it is not locked."""
    row = taken_up(session, account)
    if row.active:
        raise AccountRefused(f"账号“{row.name}”没有停用。")
    session.execute(update(ACCOUNTS).where(_A.id == account).values(active=True))
    chain.note(session, "启用账号", row.name, before="停用", after="启用")


def set_password(
    session: Session, *, account: int, password: str, must_change: bool = True
) -> None:
    """Give an account a new password; PasswordRefused if it is too easy."""
    row = taken_up(session, account)
    stored = _hashed(session, password, row.name)
    change = update(ACCOUNTS).where(_A.id == account)
    session.execute(change.values(password=stored, must_change=must_change))
    first.void(session, account)
    chain.note(session, "重设密码", row.name, must_change=must_change)
    sessions.end(session, account=account, why="重设密码")


def end_session(session: Session, number: int) -> None:
    """End one open session; AccountRefused if it has ended already."""
    need_anywhere(session, Action.KEEP_ACCOUNTS)
    if not sessions.end(session, number=number, why="管理员结束"):
        raise AccountRefused("该会话已经结束。")


def taken_up(session: Session, account: int) -> Any:
    """Return the row of an account that who acts keeps, and let nobody else write meanwhile."""
    queue_for_writing(session, table=ACCOUNTS)
    query = select(_R.region).where(_R.account == account, _R.ended_at.is_(None)).distinct()
    need_anywhere(session, Action.KEEP_ACCOUNTS)
    need_all(session, Action.KEEP_ACCOUNTS, session.scalars(query))
    return _row(session, account)


def _row(session: Session, account: int) -> Any:
    row = session.execute(select(ACCOUNTS).where(_A.id == account)).first()
    if row is None:
        raise AccountRefused(f"没有编号为{account}的账号。")
    return row


def _held(session: Session, account: int, role: Role, region: str) -> Any:
    same = (_R.account == account, _R.role == role.value, _R.region == region)
    return session.execute(select(ACCOUNT_ROLES).where(*same, _R.ended_at.is_(None))).first()


def _ended(session: Session, role: int) -> None:
    now = written(datetime.now(UTC))
    session.execute(update(ACCOUNT_ROLES).where(_R.id == role).values(ended_at=now))


@contextmanager
def administrator_stays(session: Session) -> Iterator[None]:
    """Refuse what leaves no administrator without a term, or none that can sign in, where there was one.

    Raises:
        AccountRefused: after the change, which the transaction takes back.
    """
    role = _R.role == Role.ADMINISTRATOR.value
    had = select(func.count()).select_from(ACCOUNT_ROLES).where(role)
    left = had.join(ACCOUNTS, _A.id == _R.account).where(
        _R.ended_at.is_(None), _R.until.is_(None), _A.active
    )
    reached = left.where(or_(_A.password.is_not(None), _A.subject.is_not(None)))
    could = session.scalar(reached)
    yield
    none = session.scalar(had) and not session.scalar(left)
    if none or (could and not session.scalar(reached)):
        raise AccountRefused(
            "这是最后一个可用的系统管理员，不能停用、收回、限期或解除其唯一的登录方式；"
            "请先另设一个能够登录、不限期的系统管理员。"
        )


def _hashed(session: Session, password: str, name: str) -> str:
    return passwords.hashed(password, name=name, length=passwords.least(session))


def told(role: Role, region: str, until: date | None) -> dict[str, object]:
    """Return what the log says of a role that is held; `until` null: without a term."""
    return {"角色": NAMES[role], "地区": region, "任期止": until}


def end_sessions(session: Session, account: int) -> None:
    """Close what an account has open; one's own stays: what it may do is read anew at each click."""
    if acting.actor().account != account:
        sessions.end(session, account=account, why="账号变更")
