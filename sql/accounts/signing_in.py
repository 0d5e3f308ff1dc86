"""Signing in (登录): a try is counted, the password looked at outside of any transaction, a session begun.

Every way in ends in `enter`: a browser has one session, and whatever it had before ends.
"""

import unicodedata
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from metrics.access.acting import ENDED, NotSignedIn
from metrics.access.actor import Actor
from sql.accounts import first, passwords, sessions, throttle
from sql.database import chain
from sql.database.engine import session_scope
from sql.models.accounts import ACCOUNTS

SIGNED_IN, FAILED, LIMITED, SIGNED_OUT = "登录", "登录失败", "登录被限", "退出"
PASSWORD, CHANGED = "密码", "修改密码"
_A = ACCOUNTS.c
_LONGEST = 64
_STRANGER = "未登录"
_UNKNOWN = "不存在的账号"


class SignInRefused(NotSignedIn):
    """A sign-in does not lead in; the sentence never tells whether there is such an account."""


class TriedTooOften(SignInRefused):
    """So many tries were wrong that no further one is looked at for a while."""


class Door(NamedTuple):
    """Where somebody comes in: the address of the machine, and the token that the browser has already."""

    address: str
    held: str = ""


def by_password(name: str, typed: str, door: Door) -> str:
    """Begin a session by name and password and return its token.

    Raises:
        TriedTooOften: after so many wrong tries; the password is not looked at.
        SignInRefused: if the two do not fit, or the account is locked.
    """
    named = plain(name)
    number = _tried(named, door)
    with session_scope() as session:
        query = select(_A.id, _A.name, _A.shown, _A.password, _A.active).where(_A.name == named)
        found = session.execute(query).first()
    # Outside the transaction: a tenth of a second in which nobody else waits.
    right = passwords.matches(found.password if found else None, typed)
    with session_scope(writing=True) as session:
        if found is not None and right and found.active:
            throttle.passed(session, number)
            return enter(session, account=found.id, door=door, how=PASSWORD)
        why = "账号已停用" if found is not None and right else "账号或密码不正确"
        who = _stranger(door, found.name if found else _UNKNOWN)
        chain.note(session, FAILED, who.name, who=who, why=why)
        _note_limit(session, number, who)
    if found is not None and right:
        raise SignInRefused("账号已停用，请联系系统管理员。")
    raise SignInRefused("账号或密码不正确，请重新输入。")


def _tried(name: str, door: Door) -> int:
    """Count a try before the password is looked at, and return its number."""
    with session_scope(writing=True) as session:
        number = throttle.begin(session, name=name, address=door.address)
        if not isinstance(number, throttle.Limit):
            return number
    minutes = number.span // timedelta(minutes=1)
    raise TriedTooOften(f"输错次数过多，请{minutes}分钟后再试，或联系系统管理员重设密码。")


def _note_limit(session: Session, number: int, who: Actor) -> None:
    """Note a limit once, with the wrong try that filled it: refused ones write nothing without end."""
    if throttle.fills(session, number):
        chain.note(session, LIMITED, who.name, who=who)


def enter(
    session: Session, *, account: int, door: Door, how: str, meeting: int | None = None
) -> str:
    """Begin a session of an account that may come in and return its token; what the browser had ends.

    `how` is what the log says of the way in; `meeting` the only one that the session may show.
    """
    for old in sessions.find(session, [sessions.digest(door.held)] if door.held else []).values():
        if old.session is not None:
            sessions.quietly_end(session, old.session)
            chain.note(session, sessions.ENDED, old.name, who=old, why="重新登录")
    token = sessions.begin(session, account=account, address=door.address, meeting=meeting)
    digest = sessions.digest(token)
    who = sessions.find(session, [digest]).get(digest)
    if who is None:
        raise SignInRefused("账号已停用，请联系系统管理员。")
    place = who.grants[0].region if who.grants else None
    chain.note(session, SIGNED_IN, who.name, place=place, who=who, how=how)
    return token


def leave(session: Session, digest: str) -> None:
    """End the session of a digest, as whoever it is of wanted; nothing where it has ended."""
    for who in sessions.find(session, [digest]).values():
        if who.session is not None:
            sessions.quietly_end(session, who.session)
            chain.note(session, SIGNED_OUT, who.name, who=who)


def change_password(digest: str, *, old: str, new: str, address: str) -> None:
    """Change one's own password; all other sessions of the account end.

    Raises:
        NotSignedIn: if the session has ended.
        TriedTooOften: after so many wrong tries.
        SignInRefused: if the old password is wrong, or the new one is the old.
        PasswordRefused: if the new password is too easy.
    """
    with session_scope() as session:
        who = _whose(session, digest)
        query = select(_A.id, _A.name, _A.password).where(_A.id == who.account)
        row = session.execute(query).one()
        length = passwords.least(session)
    number = _tried(row.name, Door(address))
    if not passwords.matches(row.password, old):
        with session_scope(writing=True) as session:
            _note_limit(session, number, who)
        raise SignInRefused("原密码不正确，请重新输入。")
    if old == new:
        raise SignInRefused("新密码不能与原密码相同。")
    hashed = passwords.hashed(new, name=row.name, length=length)
    with session_scope(writing=True) as session:
        throttle.passed(session, number)
        who = _whose(session, digest)
        _keep(session, row.id, hashed)
        chain.note(session, CHANGED, row.name, who=who)
        sessions.end_others(session, row.id, by=who, why=CHANGED)


def set_first(key: str, *, new: str, door: Door) -> str:
    """Set the password of the account that a one-time address leads to, and return a session's token.

    Raises:
        SignInRefused: if the address is none, was used, or is over.
        PasswordRefused: if the password is too easy; the address stays.
    """
    with session_scope() as session:
        name, length = first_name(session, key), passwords.least(session)
    hashed = passwords.hashed(new, name=name, length=length)
    with session_scope(writing=True) as session:
        account = first.use(session, key)
        if account is None:
            raise SignInRefused(first.OVER)
        _keep(session, account, hashed)
        chain.note(session, CHANGED, name, who=_stranger(door, name), how=first.CALLED)
        sessions.end_others(session, account, by=_stranger(door, name), why=CHANGED)
        return enter(session, account=account, door=door, how=first.CALLED)


def first_name(session: Session, key: str) -> str:
    """Return the name of the account that a one-time address leads to; SignInRefused where it is none."""
    account = first.account_of(session, key)
    name = None if account is None else session.scalar(select(_A.name).where(_A.id == account))
    if name is None:
        raise SignInRefused(first.OVER)
    return str(name)


def plain(name: str) -> str:
    """Return a name of an account as it is kept, whatever way it was typed in."""
    written = "".join(filter(str.isprintable, unicodedata.normalize("NFKC", name)))
    return written.strip().lower()[:_LONGEST]


def _whose(session: Session, digest: str) -> Actor:
    who = sessions.find(session, [digest]).get(digest)
    if who is None or who.meeting is not None:
        raise NotSignedIn(ENDED)
    return who


def _keep(session: Session, account: int, hashed: str) -> None:
    change = update(ACCOUNTS).where(_A.id == account)
    session.execute(change.values(password=hashed, must_change=False))
    first.void(session, account)


def _stranger(door: Door, name: str) -> Actor:
    return Actor(account=None, name=name, shown=_STRANGER, address=door.address)
