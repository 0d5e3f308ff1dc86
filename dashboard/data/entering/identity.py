"""Single sign-on at the entrance: a way to the provider is kept, taken back once, and leads in."""

from sql.accounts import identities
from sql.accounts.identities import FAILED as FAILED
from sql.accounts.identities import Left as Left
from sql.database.engine import session_scope

enter = identities.enter
failed = identities.failed


def leave(wanted: str, address: str) -> Left:
    """Keep a way to the provider; SignInRefused if too many were begun from an address."""
    with session_scope(writing=True) as session:
        return identities.leave(session, wanted, address=address)


def come_back(state: str) -> Left | None:
    """Take a way back, which serves once; null where there is none."""
    with session_scope(writing=True) as session:
        return identities.come_back(session, state)
