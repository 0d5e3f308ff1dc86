"""The first administrator (系统管理员): made where nobody can come in, with a one-time address for a password."""

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import exists, insert, or_, select
from sqlalchemy.orm import Session

from metrics.access.roles import Role
from metrics.records.invented import PUBLISHED
from sql.accounts import book, first, passwords
from sql.accounts.places import AccountRefused, home, places
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.database.moments import written
from sql.models.accounts import ACCOUNT_ROLES, ACCOUNTS

USUAL, SHOWN = "admin", "系统管理员"
HELD = (Role.ADMINISTRATOR, Role.CHIEF)
_A = ACCOUNTS.c


class Chosen(NamedTuple):
    """An administrator as an office names it when it begins: the account, and what is kept of its password."""

    name: str
    hashed: str


def chosen(name: str, password: str) -> Chosen:
    """Return an administrator to begin with.

    Raises:
        AccountRefused: if the name cannot be that of an account.
        PasswordRefused: if the password is too easy.
    """
    named = book.account_name(name)
    return Chosen(named, passwords.hashed(password, name=named))


def mistakes(name: str, password: str, again: str) -> dict[str, str]:
    """Return what is wrong with an administrator to begin with, by field: account, password, again."""
    found = {}
    try:
        named = book.account_name(name)
    except AccountRefused as error:
        found["account"], named = str(error), ""
    try:
        passwords.hashed(password, name=named)
    except passwords.PasswordRefused as error:
        found["password"] = str(error)
    if password != again:
        found["again"] = "两次输入的密码不一致。"
    return found


def make(session: Session, one: Chosen, *, province: str) -> int:
    """Make the administrator of an office that begins, for its province, and return its number."""
    account = session.scalar(select(_A.id).where(_A.name == one.name))
    if account is None:
        account = book.entered(
            session, name=one.name, shown=SHOWN, stored=one.hashed, must_change=False
        )
    else:  # made when the server started on the empty database
        change = ACCOUNTS.update().where(_A.id == account)
        session.execute(change.values(password=one.hashed, must_change=False))
        first.void(session, account)
    _give(session, account, province)
    return account


def open_way(session: Session) -> str | None:
    """Return a token for a one-time address where nobody can come in; null where somebody can."""
    queue_for_writing(session, table=ACCOUNTS)  # two servers may be started at once
    can = or_(_A.password.is_not(None), _A.subject.is_not(None))
    if session.scalar(select(exists().where(_A.active, can))):
        return None
    account = session.scalar(select(_A.id).where(_A.name == USUAL))
    if account is None:
        account = book.entered(session, name=USUAL, shown=SHOWN, stored=None, must_change=False)
        _give(session, account, _province(session))
    return first.make(session, account=account)


def _give(session: Session, account: int, region: str) -> None:
    name = session.execute(select(_A.name).where(_A.id == account)).scalar_one()
    r, moment = ACCOUNT_ROLES.c, written(datetime.now(UTC))
    for role in HELD:
        held = exists().where(r.account == account, r.role == role, r.region == region)
        if not session.scalar(select(held.where(r.ended_at.is_(None)))):
            row = {"account": account, "role": role, "region": region, "given_at": moment}
            session.execute(insert(ACCOUNT_ROLES).values(**row))
            chain.note(session, "授予角色", name, place=region, after=book.told(role, region, None))


def _province(session: Session) -> str:
    """Return the province whose office it is, else the nation: none has begun."""
    try:
        return home(session, places(session))
    except AccountRefused:
        return PUBLISHED
