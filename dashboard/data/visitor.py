"""Who looks at the screens, asked of the database anew in every run, fragment and callback."""

import streamlit as st

from metrics.access import acting
from metrics.access.acting import NotSignedIn
from metrics.access.actor import Actor
from sql.accounts import sessions
from sql.database.engine import session_scope

SESSION, ACCOUNT = "x-dudao-session", "x-dudao-account"
"""Headers that only the gate writes: the digest of the session's token, and the number of the account."""

TRUSTED = {ACCOUNT: "account"}
"""What Streamlit binds a page to: the page of one account is never taken up again by another."""


def who() -> Actor:
    """Return who looks at this run, with the roles of today.

    Where no page asks, or nobody has to sign in (tests, the command line), it is who acts there anyway.

    Raises:
        NotSignedIn: if the session has ended, or in a server that nobody has signed in to.
    """
    digest = st.context.headers.get(SESSION)
    if digest is None:
        return acting.actor()
    with session_scope() as session:
        found = sessions.find(session, [digest]).get(digest)
    if found is None:
        raise NotSignedIn(acting.ENDED)
    return found


def session_key() -> str:
    """Return the digest of the visitor's session, as the gate tells it; empty where nobody signs in."""
    return st.context.headers.get(SESSION) or ""
