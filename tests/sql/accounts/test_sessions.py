"""Sessions: found by a digest only while they last, with the roles of today; tries; one-time addresses."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from metrics.access.actor import Actor, Grant
from metrics.access.roles import Role
from sql.accounts import first, sessions, throttle
from sql.database.engine import session_scope
from sql.models.accounts import ACCOUNTS, SESSIONS, TRIES
from sql.models.dispatch import MEETING_ENTRIES
from sql.models.log import LOG
from sql.reported.access import standing
from tests.sql.accounts.people import AT, account

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
HERE = "10.1.2.3"


def begun(number: int, *, meeting: int | None = None) -> str:
    with session_scope(writing=True) as session:
        return sessions.begin(session, account=number, address=HERE, meeting=meeting, now=NOW)


def found(token: str, *, after: timedelta = timedelta()) -> Actor | None:
    digest = sessions.digest(token)
    with session_scope() as session:
        return sessions.find(session, [digest], now=NOW + after).get(digest)


def test_a_token_stands_nowhere_and_leads_to_its_account_with_the_roles_of_today(database: str):
    held = (
        (Role.COUNTY, "990101", None),
        (Role.CITY, "990100", date(2026, 11, 2)),
        (Role.CLERK, "990000", date(2026, 11, 1)),
    )
    number = account("county", *held)
    token = begun(number)
    with session_scope() as session:
        row = session.execute(select(SESSIONS)).one()
    assert token not in str(row) and len(token) >= 43
    who = found(token)
    assert who is not None and (who.account, who.name, who.address) == (number, "county", HERE)
    assert who.grants == (
        Grant(Role.COUNTY, "990101"), Grant(Role.CITY, "990100", date(2026, 11, 2)),
    )  # fmt: skip
    night = datetime(2026, 11, 2, 16, tzinfo=UTC)  # midnight in Beijing: the next day has begun
    with session_scope() as session:
        assert (
            len(standing.grants(session, [number], now=night - timedelta(seconds=1))[number]) == 2
        )
        assert len(standing.grants(session, [number], now=night)[number]) == 1


@pytest.mark.parametrize(
    ("after", "moved", "there"),
    [
        (timedelta(minutes=59), timedelta(), True),
        (timedelta(minutes=61), timedelta(), False),
        (timedelta(minutes=90), timedelta(minutes=45), True),
        (timedelta(hours=9, minutes=59), timedelta(hours=9), True),
        (timedelta(hours=10, minutes=1), timedelta(hours=9, minutes=59), False),
    ],
)
def test_a_session_ends_when_it_rests_too_long_or_is_over(
    database: str, after: timedelta, moved: timedelta, *, there: bool
):
    token = begun(account())
    with session_scope(writing=True) as session:
        sessions.touch(session, [1], now=NOW + moved)
    assert (found(token, after=after) is not None) is there
    with session_scope(writing=True) as session:
        assert sessions.any_over(session, now=NOW + after) is not there
        assert sessions.end_over(session, now=NOW + after) == (not there)
        assert sessions.end_over(session, now=NOW + after) == 0
    with session_scope() as session:
        assert session.scalars(select(LOG.c.action)).all() == [sessions.ENDED] * (not there)


def test_sessions_of_a_locked_account_and_those_that_were_ended_are_none(database: str):
    number = account()
    first_one, second = begun(number), begun(number)
    with session_scope(writing=True) as session:
        assert sessions.end(session, number=1, why="测试") == 1
    assert found(first_one) is None and found(second) is not None
    with session_scope(writing=True) as session:
        assert sessions.end(session, account=number) == 1
    assert found(second) is None
    third = begun(number)
    with session_scope(writing=True) as session:
        session.execute(update(ACCOUNTS).values(active=False))
    assert found(third) is None


def test_the_show_of_a_meeting_may_show_that_only_and_ends_with_it(opened_meeting: int):
    token = begun(account("chief", (Role.CHIEF, "990000", None)), meeting=opened_meeting)
    who = found(token, after=timedelta(hours=11))  # a projector rests
    assert who is not None and who.meeting == opened_meeting
    assert [grant.role for grant in who.grants] == [Role.SHOW]
    assert found(token, after=timedelta(hours=12, minutes=1)) is None
    with session_scope(writing=True) as session:
        session.execute(
            MEETING_ENTRIES.insert().values(
                meeting=opened_meeting, kind="closed", text="", at=AT, by="甲"
            )
        )
    assert found(token) is None


def test_tries_are_counted_before_a_password_is_looked_at(database: str):
    def guess(_: int) -> bool:
        with session_scope(writing=True) as session:
            return isinstance(throttle.begin(session, name="county", address=HERE, now=NOW), int)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(guess, range(20))) == throttle.PAIR.most
    with session_scope(writing=True) as session:
        assert isinstance(throttle.begin(session, name="county", address="10.9.9.9", now=NOW), int)
        later = NOW + throttle.PAIR.span + timedelta(seconds=1)
        assert isinstance(throttle.begin(session, name="county", address=HERE, now=later), int)


def test_a_right_try_counts_no_longer_and_old_ones_are_gone(database: str):
    with session_scope(writing=True) as session:
        for _ in range(throttle.PAIR.most + 1):
            number = throttle.begin(session, name="county", address=HERE, now=NOW)
            assert isinstance(number, int)
            throttle.passed(session, number)
        throttle.begin(session, name="county", address=HERE, now=NOW + throttle.KEPT)
        assert len(session.execute(select(TRIES)).all()) == 1


@pytest.mark.parametrize(
    ("limit", "same"), [(throttle.NAME, "name"), (throttle.ADDRESS, "address")]
)
def test_one_name_from_everywhere_and_one_address_for_every_name_are_limited(
    database: str, limit: throttle.Limit, same: str
):
    with session_scope(writing=True) as session:
        for number in range(limit.most + 1):
            asked = {"name": f"n{number}", "address": f"10.0.0.{number}"} | {same: "the same"}
            passed = throttle.begin(session, name=asked["name"], address=asked["address"], now=NOW)
            assert (passed == limit) == (number == limit.most)


def test_a_one_time_address_leads_to_its_account_once_and_for_a_day(database: str):
    number = account()
    with session_scope(writing=True) as session:
        earlier = first.make(session, account=number, now=NOW)
        token = first.make(session, account=number, now=NOW)
        over = NOW + timedelta(hours=first.HOURS)
        assert first.account_of(session, token, now=over) is None
        assert first.account_of(session, token, now=NOW) == number
        assert first.use(session, token, now=NOW) == number
        assert first.use(session, token, now=NOW) is first.use(session, earlier, now=NOW) is None
        assert first.account_of(session, "", now=NOW) is None
