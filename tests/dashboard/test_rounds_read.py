"""Rounds (封账轮次) and objections as pages read them: which are offered, what they saw, and how much is asked."""

from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import event

from dashboard import data, objection_book, round_book
from dashboard.data import visitor
from metrics.access import acting
from metrics.access.actor import Actor
from metrics.access.roles import Role
from metrics.rules.value import NATION
from metrics.sealing.rounds import PUBLISHED
from sql.database.engine import engine, session_scope
from sql.dispatch.journal import add
from sql.models.sealed import ROUNDS
from sql.sealed import rounds
from tests.acting_as import somebody
from tests.sql.access.acting_people import CHIEF, CITY_OFFICER, COUNTY, COUNTY_OFFICER
from tests.sql.dispatch.test_meetings import JUNE, PLACE, report, within
from tests.sql.sealed.test_objections import happened, objected, published
from tests.sql.sealed.test_rounds import ASKED

ADMINISTRATOR = somebody(Role.ADMINISTRATOR, PLACE, account=6)


@pytest.fixture(autouse=True)
def _database(sqlite_database: str) -> Iterator[None]:
    st.cache_resource.clear()  # a process of the product never changes its database; tests do
    yield
    st.cache_resource.clear()


def of_nation(number: int) -> int:
    """Register a national round, whose file nobody opens here."""
    about: dict[str, Any] = {"place": NATION, "data_date": JUNE, "year": 2023, "rules_on": JUNE}
    sealed = {"digest": "0" * 64, "file_sha256": "0" * 64, "log_number": 0, "rules": "national"}
    found: int = within(add, table=ROUNDS, number=number, title="", standard="", **about, **sealed)
    return found


def test_a_national_round_is_offered_to_every_county_once_it_is_public():
    report(JUNE)
    draft, public = of_nation(1), of_nation(2)
    happened(public, PUBLISHED, ends=3)
    for place, who in ((COUNTY, COUNTY_OFFICER), (PLACE, CHIEF)):
        with acting.using(who):
            assert [one.id for one in data.rounds(place)] == [public]
            assert round_book.find_round(draft) is None
            assert round_book.find_round(public) is not None
    with acting.using(COUNTY_OFFICER):
        assert [one.by for one in round_book.list_rounds(COUNTY)] == [""]


def test_what_was_accepted_while_a_round_was_judged_is_none_of_what_it_saw():
    report(JUNE)
    with session_scope() as session:
        judged = rounds.judged(session, ASKED)
    report(JUNE, households=12)
    with session_scope(writing=True) as session:
        number = rounds.keep(session, judged, title="评价")
    key = {"compound": "C1", "project": "P1"}
    with acting.using(CHIEF):
        now = data.record_versions(ASKED, "compounds", key)
        then = data.record_versions(ASKED._replace(round=number), "compounds", key)
    assert [each.values["households"] for each in now] == [10, 12]
    assert [each.values["households"] for each in then] == [10]


def asked(who: Actor) -> tuple[int, list[tuple[int, int, int]], list[int]]:
    """Return how many statements the to-do of somebody takes, and what it tells."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visitor, "who", lambda: who)
        return _asked()


def _asked() -> tuple[int, list[tuple[int, int, int]], list[int]]:
    told: list[str] = []
    listen = {"target": engine(), "identifier": "before_cursor_execute"}
    counting = lambda *args: told.append(args[2])  # noqa: E731
    with data.one_look():
        objection_book.objection_todo()  # what is kept for all visits is kept from here on
        event.listen(fn=counting, **listen)
        decide, own = objection_book.objection_todo()
        event.remove(fn=counting, **listen)
    waiting = [(each.round.id, each.undecided, each.uncorrected) for each in decide]
    return len(told), waiting, [each.round.id for each in own]


def test_objections_to_do_are_asked_once_however_many_rounds_there_are():
    first = published()
    objected(first)
    before = asked(CHIEF)
    assert before[1:] == ([(first, 1, 0)], [])
    more = [published() for _ in range(3)]
    assert asked(CHIEF) == before
    objected(more[0])
    statements, waiting, _ = asked(CHIEF)
    assert statements == before[0]
    assert waiting == [(more[0], 1, 0), (first, 1, 0)]


def test_who_may_object_is_told_of_the_rounds_that_are_open_and_who_may_do_neither_costs_nothing():
    over, first = published(ends=-1), published()
    for who in (COUNTY_OFFICER, CITY_OFFICER):
        assert asked(who)[1:] == ([], [first])
    assert over != first
    assert asked(ADMINISTRATOR) == (0, [], [])
