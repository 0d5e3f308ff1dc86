"""The way back in (账号找回) for whoever works on the machine itself, when the administrator forgot the password."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.access.accounts import Held
from metrics.access.roles import Role
from sql.accounts import book, first, sessions
from sql.accounts.administrator import HELD, SHOWN, USUAL
from sql.accounts.listed import accounts
from sql.accounts.places import AccountRefused, home, places
from sql.database import beijing, chain
from sql.models.accounts import ACCOUNTS


def rescue(session: Session, name: str | None = None) -> tuple[str, str]:
    """Make an administrator that can come in, and return its name and what to open behind the server's address.

    Without a name it is the only administrator, locked or not; where there is none, one is made. Its
    role has no term from then on, and what it has open is closed.

    Raises:
        NotAllowed: unless who acts keeps accounts.
        AccountRefused: if the account is no administrator, or there are several and none is named.
    """
    held = [one for one in accounts(session) if _is_administrator(one.held)]
    chosen = [one for one in held if name is None or one.name == name.strip().lower()]
    if len(chosen) > 1:
        several = "、".join(one.name for one in chosen)
        raise AccountRefused(f"系统管理员有{len(chosen)}个（{several}），请写明是哪一个。")
    if not chosen and (held or _is_there(session, name or USUAL)):
        raise AccountRefused(f"账号“{name or USUAL}”不是系统管理员，请改用系统管理员的账号。")
    if chosen:
        number, called = chosen[0].number, chosen[0].name
        _let_in(session, number, active=chosen[0].active)
    else:
        called = book.account_name(name or USUAL)
        number = book.add(session, name=called, shown=SHOWN)
        for role in HELD:
            book.give(session, account=number, role=role, region=_home(session))
    chain.note(session, "账号找回", called)
    sessions.end(session, account=number, why="账号找回")
    return called, first.address(first.make(session, account=number))


def _let_in(session: Session, number: int, *, active: bool) -> None:
    """Unlock an administrator, and give the role again where its term is over."""
    if not active:
        book.unlock(session, number)
    one = next(each for each in accounts(session) if each.number == number)
    today = beijing.today()
    if not any(h.role is Role.ADMINISTRATOR and h.stands(today) for h in one.held):
        book.give(session, account=number, role=Role.ADMINISTRATOR, region=_home(session))


def _is_administrator(held: Iterable[Held]) -> bool:
    return any(one.role is Role.ADMINISTRATOR and one.ended_at is None for one in held)


def _is_there(session: Session, name: str) -> bool:
    query = select(ACCOUNTS.c.id).where(ACCOUNTS.c.name == name.strip().lower())
    return session.scalar(query) is not None


def _home(session: Session) -> str:
    return home(session, places(session))
