"""Sessions for tests that look at a server from outside: begun in its database, without a password."""

import secrets
from datetime import date

from metrics.access.roles import Role
from sql.accounts import sessions
from sql.database.engine import session_scope
from tests.databases import used
from tests.sql.accounts.people import account

Held = tuple[Role, str, date | None]
COOKIE = "dudao"
ALL_RIGHTS = (Role.ADMINISTRATOR, Role.CHIEF)


def token(url: str, *held: Held, account_name: str = "") -> str:
    """Make an account with roles in a database and return the token of a session of it."""
    with used(url):
        number = account(account_name or f"test-{secrets.token_hex(4)}", *held)
        with session_scope(writing=True) as session:
            return sessions.begin(session, account=number, address="127.0.0.1")


def of_the_province(url: str, province: str = "990000") -> str:
    """Return the token of a session that may do all that a province may."""
    return token(url, *((role, province, None) for role in ALL_RIGHTS))
