"""Accounts for tests, written as they stand in the database: no password has to be hashed for them."""

from datetime import date

from sqlalchemy import insert

from metrics.access.roles import Role
from sql.database.engine import session_scope
from sql.models.accounts import ACCOUNT_ROLES, ACCOUNTS

AT = "2026-11-01T00:00:00.000000Z"


def account(
    name: str = "county", *held: tuple[Role, str, date | None], active: bool = True,
    must_change: bool = False, password: str | None = None,
) -> int:  # fmt: skip
    """Make an account with roles, and return its number."""
    with session_scope(writing=True) as session:
        row = insert(ACCOUNTS).values(
            name=name, shown=f"{name}经办", password=password, must_change=must_change,
            active=active, made_at=AT,
        )  # fmt: skip
        number = int(session.execute(row.returning(ACCOUNTS.c.id)).scalar_one())
        for role, region, until in held:
            given = {"role": role, "region": region, "until": until, "given_at": AT}
            session.execute(insert(ACCOUNT_ROLES).values(account=number, **given))
        return number
