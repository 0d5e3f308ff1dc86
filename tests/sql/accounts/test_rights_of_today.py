"""Who lost a right while his page was still at work writes nothing more: each writing asks anew."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from metrics.access import acting
from metrics.access.acting import NotAllowed, NotSignedIn
from metrics.access.actor import Actor, Grant
from metrics.access.permissions import Action
from metrics.access.roles import Role
from metrics.errors import UserError
from sql.accounts import book, sessions
from sql.database.engine import session_scope
from sql.models.accounts import ACCOUNT_ROLES, ACCOUNTS
from sql.reported.access.allowed import need, need_anywhere
from tests.sql.accounts.people import AT, account

PLACE = "990000"
HELD = ((Role.ADMINISTRATOR, PLACE, None), (Role.CHIEF, PLACE, None))


def at_work() -> Actor:
    """Return who has signed in, as a page has read it when its run began."""
    number = account("keeper", *HELD)
    with session_scope(writing=True) as session:
        token = sessions.begin(session, account=number, address="10.0.0.1")
        digest = sessions.digest(token)
        return sessions.find(session, [digest])[digest]


def locked(session: Session, who: Actor) -> None:
    session.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == who.account).values(active=False))


def signed_out(session: Session, who: Actor) -> None:
    sessions.end(session, number=who.session)


def without_roles(session: Session, who: Actor) -> None:
    mine = update(ACCOUNT_ROLES).where(ACCOUNT_ROLES.c.account == who.account)
    session.execute(mine.values(ended_at=AT))


@pytest.mark.parametrize(
    ("change", "refused"),
    [(locked, NotSignedIn), (signed_out, NotSignedIn), (without_roles, NotAllowed)],
)
def test_what_changed_after_the_run_began_is_seen_when_it_writes(
    database: str, change: Callable[[Session, Actor], None], refused: type[UserError]
):
    who = at_work()
    with session_scope(writing=True) as session:
        change(session, who)
    with acting.using(who):
        with pytest.raises(refused), session_scope(writing=True) as session:
            book.add(session, name="accomplice", shown="乙")
        with pytest.raises(refused), session_scope(writing=True) as session:
            need_anywhere(session, Action.CHANGE_SETTINGS)
    with session_scope() as session:
        assert session.scalars(select(ACCOUNTS.c.name)).all() == ["keeper"]


def test_a_role_that_was_given_meanwhile_counts_at_once(database: str):
    who = at_work()
    with session_scope(writing=True) as session:
        role = {"account": who.account, "role": Role.CITY, "region": "990100", "given_at": AT}
        session.execute(ACCOUNT_ROLES.insert().values(**role))
    with acting.using(who), session_scope() as session:
        assert Grant(Role.CITY, "990100") in need(session, Action.CHANGE_SETTINGS, PLACE).grants
