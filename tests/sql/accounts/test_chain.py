"""Every transaction that notes something ends with entries of the log, chained and without gaps."""

import pytest
from sqlalchemy import select

from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor, Grant
from metrics.access.permissions import Action
from metrics.access.roles import Role
from sql.database import chain
from sql.database.engine import session_scope
from sql.models import LOG
from sql.reported.access.allowed import need

pytestmark = pytest.mark.usefixtures("database")
COUNTY = Actor(account=7, name="x", shown="县经办", grants=(Grant(Role.COUNTY, "990102"),))


def entries():
    with session_scope() as session:
        return session.execute(select(LOG).order_by(LOG.c.number)).mappings().all()


def test_entries_are_numbered_and_lean_on_each_other():
    for subject in ("一", "二"):
        with session_scope(writing=True) as session:
            chain.note(session, "试", subject, place="990102", rows=3)
    first, second = entries()[-2:]
    assert second["number"] == first["number"] + 1
    assert second["before"] == first["digest"] == chain.signed(first)


def test_what_is_rolled_back_leaves_no_entry():
    before = len(entries())
    with pytest.raises(ZeroDivisionError), session_scope(writing=True) as session:
        chain.note(session, "试", "三")
        raise ZeroDivisionError
    assert len(entries()) == before


def test_who_may_not_is_refused_and_stands_in_the_log():
    with (
        acting.using(COUNTY),
        pytest.raises(NotAllowed, match="审核报送"),
        session_scope(writing=True) as session,
    ):
        need(session, Action.REVIEW, "990102")
    last = entries()[-1]
    assert last["action"] == chain.REFUSED and last["account"] == 7


def test_who_may_is_given_back():
    with acting.using(COUNTY), session_scope(writing=True) as session:
        assert need(session, Action.REPORT, "990102") is COUNTY
