"""What an account follows is its own: kept, left, opened once a day, told to nobody else."""

from datetime import UTC, datetime

import pytest

from metrics.access import acting
from metrics.access.acting import NotSignedIn
from metrics.access.roles import Role
from sql.accounts.followed import Item, follow, items, leave, note_opened
from sql.database.engine import session_scope
from tests.acting_as import somebody

CHIEF = somebody(Role.CHIEF, "620000")
OTHER = somebody(Role.COUNTY, "620102", account=2)
AUDITOR = somebody(Role.AUDITOR, "620000", account=3)


def mine() -> list[tuple[str, str, bool]]:
    with session_scope() as session:
        return [(each.kind, each.key, each.followed) for each in items(session)]


def test_what_is_followed_stays_with_its_account_until_it_is_left(database: str):
    with acting.using(CHIEF), session_scope(writing=True) as session:
        follow(session, kind="project", key="XM1")
        follow(session, kind="place", key="620102")
    with acting.using(OTHER):
        assert mine() == []
    with acting.using(CHIEF):
        assert mine() == [("place", "620102", True), ("project", "XM1", True)]
        with session_scope(writing=True) as session:
            leave(session, kind="place", key="620102")
        assert mine() == [("project", "XM1", True), ("place", "620102", False)]


def test_what_was_opened_is_noted_once_a_day_and_never_of_who_only_looks(database: str):
    days = [datetime(2024, 8, 9, 2, tzinfo=UTC), datetime(2024, 8, 9, 3, tzinfo=UTC)]
    for who in (CHIEF, AUDITOR):
        with acting.using(who), session_scope(writing=True) as session:
            for moment in days:
                note_opened(session, kind="project", key="XM1", now=moment)
    with acting.using(CHIEF), session_scope() as session:
        assert items(session) == [Item("project", "XM1", followed=False, at=items(session)[0].at)]
        assert items(session)[0].at.startswith("2024-08-09T02")
    with acting.using(AUDITOR):
        assert mine() == []


def test_the_machine_follows_nothing(database: str):
    with session_scope(writing=True) as session:
        note_opened(session, kind="project", key="XM1")
        with pytest.raises(NotSignedIn):
            follow(session, kind="project", key="XM1")
    assert mine() == []
