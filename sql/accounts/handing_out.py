"""Passwords drawn for one account: told once to whoever keeps accounts, who hands them over."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.access.accounts import HandedOut, Proposed
from metrics.access.roles import NAMES
from sql.accounts import book, passwords
from sql.accounts.places import AccountRefused, places
from sql.models.accounts import ACCOUNTS


def open_one(session: Session, wanted: Proposed) -> HandedOut:
    """Make an account with its first role, and a password that has to be changed.

    Raises:
        NotAllowed: unless who acts keeps the division's accounts.
        AccountRefused: if name, role, division or term cannot be.
        EntryRefused: if nothing tells what the account is called.
    """
    among = places(session)
    code, name = among.code(wanted.region), book.account_name(wanted.name)
    drawn = passwords.generated(name=name, length=passwords.least(session))
    number = book.add(session, name=name, shown=wanted.shown, password=drawn)
    book.give(session, account=number, role=wanted.role, region=code, until=wanted.until)
    place = f"{among.names[code]}（{NAMES[wanted.role]}）"
    return HandedOut(name, wanted.shown.strip(), (place,), drawn)


def reset(session: Session, account: int) -> HandedOut:
    """Give an account a new password that has to be changed.

    Raises:
        NotAllowed: unless who acts keeps its accounts.
        AccountRefused: if there is no such account.
    """
    a = ACCOUNTS.c
    row = session.execute(select(a.name, a.shown).where(a.id == account)).first()
    if row is None:
        raise AccountRefused(f"没有编号为{account}的账号。")
    drawn = passwords.generated(name=row.name, length=passwords.least(session))
    book.set_password(session, account=account, password=drawn)
    return HandedOut(row.name, row.shown, (), drawn)
