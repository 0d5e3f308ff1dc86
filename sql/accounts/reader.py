"""The account of a sealed file (封账文件) that is looked at by itself: it reads all of it, and is taken by a click."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.access.actor import Grant
from metrics.access.roles import Role
from sql.accounts import demo, signing_in
from sql.accounts.signing_in import Door, SignInRefused
from sql.database import settings
from sql.models.accounts import ACCOUNTS

NAME, SHOWN, HOW = "reader", "只读查看", "封账文件"
OFFERED = {Role.AUDITOR.value: "查看封账文件（只读）"}
"""The role that is offered, as the sign-in page calls it."""


def make(session: Session, *, place: str) -> None:
    """Make the account, in a database that was made for one sealed file."""
    demo.taken_by_click(session, NAME, SHOWN, Grant(Role.AUDITOR, place), source=HOW)


def enter(session: Session, door: Door) -> str:
    """Begin a session and return its token; SignInRefused where no sealed file is looked at by itself."""
    account = session.scalar(select(ACCOUNTS.c.id).where(ACCOUNTS.c.name == NAME))
    if not settings.only_sealed() or account is None:
        raise SignInRefused("只有单独打开封账文件时才提供只读查看。")
    return signing_in.enter(session, account=account, door=door, how=HOW)
