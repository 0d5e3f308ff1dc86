"""A link to the show of a meeting lasts no longer than the right of who made it, and makes no other."""

import pytest

from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor
from metrics.access.roles import Role
from sql.accounts import book, sessions, shows
from sql.accounts.signing_in import Door, SignInRefused
from sql.database.engine import session_scope
from sql.models.accounts import ACCOUNT_ROLES
from tests.sql.accounts.people import AT, account


@pytest.fixture
def maker(database: str) -> Actor:
    """Sign in as the province's chief."""
    number = account("chief", (Role.CHIEF, "990000", None))
    with session_scope(writing=True) as session:
        digest = sessions.digest(sessions.begin(session, account=number, address="10.0.0.1"))
        return sessions.find(session, [digest])[digest]


@pytest.fixture
def link(maker: Actor, opened_meeting: int) -> str:
    """Make a link to the meeting."""
    with acting.using(maker), session_scope(writing=True) as session:
        return shows.make(session, meeting=opened_meeting)


def leads_nowhere(link: str) -> bool:
    try:
        with session_scope() as session:
            shows.meeting_of(session, link)
    except SignInRefused:
        return True
    return False


def test_a_link_ends_with_the_role_that_it_was_made_by(maker: Actor, link: str):
    assert not leads_nowhere(link)
    with session_scope(writing=True) as session:
        session.execute(ACCOUNT_ROLES.update().values(ended_at=AT))
    assert leads_nowhere(link)


@pytest.mark.parametrize("how", ["locked and let in again", "sessions ended", "password changed"])
def test_links_of_an_account_end_with_its_sessions(maker: Actor, link: str, how: str):
    assert maker.account is not None
    with session_scope(writing=True) as session:
        if how == "sessions ended":
            sessions.end(session, account=maker.account)
        elif how == "password changed":
            sessions.end_others(session, maker.account, by=maker, why=how)
        else:
            book.lock(session, maker.account)
            book.unlock(session, maker.account)
    assert leads_nowhere(link)


def test_who_came_by_a_link_makes_no_other(link: str, opened_meeting: int):
    with session_scope(writing=True) as session:
        token, _ = shows.enter(session, link, Door("10.0.0.2"))
        digest = sessions.digest(token)
        viewer = sessions.find(session, [digest])[digest]
    with acting.using(viewer), pytest.raises(NotAllowed), session_scope(writing=True) as session:
        shows.make(session, meeting=opened_meeting)
