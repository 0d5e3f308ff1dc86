"""Who looks at a page acts in its run, in its parts and in its callbacks, with the roles of this moment."""

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from dashboard import data
from dashboard.data import visitor
from metrics.access import acting
from metrics.access.actor import Actor, Grant, machine
from metrics.access.roles import Role
from sql.accounts import sessions
from sql.database.engine import session_scope
from tests.sql.accounts.people import account


@pytest.fixture
def signed_in(database: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Look at pages as the gate lets somebody pass: with the digest of a session in the headers."""
    number = account("county", (Role.COUNTY, "990101", None))
    with session_scope(writing=True) as session:
        token = sessions.begin(session, account=number, address="10.0.0.1")
    headers = {visitor.SESSION: sessions.digest(token)}
    monkeypatch.setattr(ContextProxy, "headers", property(lambda _: headers))
    return number


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this process a server."""
    monkeypatch.setattr(acting, "_closed", True)


def test_whoever_signed_in_acts_with_the_roles_of_this_moment(signed_in: int, closed: None):
    with data.one_look():
        assert acting.actor().grants == (Grant(Role.COUNTY, "990101"),)
        assert acting.actor().account == signed_in
    with pytest.raises(acting.NotSignedIn):
        acting.actor()


def test_a_session_that_ended_stops_the_run(signed_in: int, closed: None):
    with acting.using(machine()), session_scope(writing=True) as session:
        sessions.end(session, account=signed_in)
    with pytest.raises(acting.NotSignedIn, match="登录已失效"), data.one_look():
        pytest.fail("nobody looks")


def test_in_a_server_nobody_acts_without_the_gate(database: str, closed: None):
    with pytest.raises(acting.NotSignedIn), data.one_look():
        pytest.fail("nobody looks")


def test_where_nobody_signs_in_it_is_the_machine(database: str):
    with data.one_look():
        assert acting.actor() == machine()


def test_the_screens_are_warmed_by_the_machine(database: str, closed: None):
    data.warm()


def test_a_callback_that_rests_on_a_look_acts_as_the_visitor(
    signed_in: int, closed: None, monkeypatch: pytest.MonkeyPatch
):
    def page() -> None:
        import streamlit as st

        from dashboard import data
        from metrics.access import acting

        @data.one_look()
        def act() -> None:
            st.session_state["acted"] = acting.actor()

        st.button("试", on_click=act)

    app = AppTest.from_function(page).run()
    app.button[0].click().run()
    acted = app.session_state["acted"]
    assert isinstance(acted, Actor) and acted.account == signed_in
