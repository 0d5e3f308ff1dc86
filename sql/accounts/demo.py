"""The accounts of the demo: one for each role, taken by a click, in the demo's own database only."""

from datetime import UTC, datetime
from types import MappingProxyType

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from metrics.access.actor import Grant
from metrics.access.roles import NAMES, Role
from metrics.records.invented import DEMO
from sql.accounts import signing_in
from sql.accounts.signing_in import Door, SignInRefused
from sql.database import chain, settings
from sql.database.moments import written
from sql.models.accounts import ACCOUNT_ROLES, ACCOUNTS

PLACES = MappingProxyType(
    {
        Role.ADMINISTRATOR: "990000",
        Role.CHIEF: "990000",
        Role.CLERK: "990000",
        Role.CITY: "990100",
        Role.COUNTY: "990102",
        Role.AUDITOR: "990000",
    }
)
"""The roles that are offered, each with its division in the demo province."""
HOW = "演示账号"


def name(role: Role) -> str:
    """Return the name of the account that a role has in the demo: no password leads to it."""
    return f"demo-{role}"


def shown(role: Role) -> str:
    """Return what people call the account of a role."""
    return f"演示·{NAMES[role]}"


def offered() -> bool:
    """Say whether the demo's own database is in use."""
    return settings.is_demo(settings.database_url())


def make(session: Session) -> int:
    """Make the accounts that are missing, and return how many were; none in an office's database."""
    if not offered():
        return 0
    there = set(session.scalars(select(ACCOUNTS.c.name)))
    missing = [role for role in PLACES if name(role) not in there]
    for role in missing:
        taken_by_click(session, name(role), shown(role), Grant(role, PLACES[role]), source=DEMO)
    return len(missing)


def taken_by_click(session: Session, named: str, shown: str, held: Grant, *, source: str) -> None:
    """Make an account that no password leads to, with one role; `source` is what the log says of it."""
    moment = written(datetime.now(UTC))
    row = insert(ACCOUNTS).values(
        name=named, shown=shown, must_change=False, active=True, made_at=moment
    )
    account = session.execute(row.returning(ACCOUNTS.c.id)).scalar_one()
    given = {"account": account, "role": held.role, "region": held.region, "given_at": moment}
    session.execute(insert(ACCOUNT_ROLES).values(**given))
    chain.note(session, "新增账号", named, place=held.region, source=source)


def enter(session: Session, role: str, door: Door) -> str:
    """Begin a session of a role's account and return its token; SignInRefused outside of the demo."""
    if not offered() or role not in PLACES:
        raise SignInRefused("演示角色只在演示数据库中提供。")
    query = select(ACCOUNTS.c.id).where(ACCOUNTS.c.name == name(Role(role)))
    account = session.scalar(query)
    if account is None:
        raise SignInRefused("演示账号尚未建立，请重新启动页面服务。")
    return signing_in.enter(session, account=account, door=door, how=HOW)
