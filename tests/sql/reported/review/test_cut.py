"""What counts while reports are under review, on both databases: each unit's line ends at its newest that counts."""

from datetime import UTC, datetime

import pytest

from metrics.access import acting
from metrics.records.succession import RECODED, Intended, Target
from metrics.reporting.review.decisions import Decision
from sql.database.engine import session_scope
from sql.dispatch import meeting_book, meetings
from sql.divisions.changes import carry_out
from sql.divisions.intended import ChangeRefused
from sql.reported import history
from sql.reported.review.cut import uncounted
from sql.reported.review.read import standing
from sql.reported.review.written import last_decision
from sql.reported.statements import Seen, newest_known
from sql.reported.submissions import statement
from sql.reported.undoing.undo import undo
from sql.reported.withdrawal import withdraw
from tests.sql.reported.review.reviewed import (
    BEGUN,
    CITY,
    COUNTY,
    FIRST,
    OF_CITY,
    OF_COUNTY,
    OF_PROVINCE,
    PROVINCE,
    RETURNED,
    SECOND,
    THIRD,
    accepted,
    counted,
    dates,
    decided,
    levels,
    sent,
)

pytestmark = pytest.mark.usefixtures("reviewed")


def by_levels() -> list[int]:
    """Return what counts of the first day where none, one and two levels have to accept."""
    answers = []
    for number in (0, 1, 2):
        with levels(number):
            answers += counted(FIRST)
    return answers


def test_a_statement_counts_level_by_level():
    number = sent(3)
    assert by_levels() == [3, 0, 0]
    decided(number, OF_CITY)
    assert by_levels() == [3, 3, 0]
    decided(number, OF_PROVINCE)
    assert by_levels() == [3, 3, 3]


def test_until_the_new_one_is_accepted_the_last_accepted_one_counts():
    accepted(sent(3))
    second = sent(5, SECOND)
    assert counted(FIRST, SECOND) == [3, 3]
    assert dates() == [FIRST]
    accepted(second)
    assert counted(FIRST, SECOND) == [3, 5]
    assert dates() == [FIRST, SECOND]


def test_one_returned_between_two_accepted_leaves_no_trace_and_no_hole():
    """The third's rows are differences from the second, which was returned."""
    accepted(sent(3))
    decided(sent(5, SECOND), OF_CITY, RETURNED)
    assert counted(FIRST, SECOND, THIRD) == [3, 3, 3]
    accepted(sent(6, THIRD))
    assert counted(FIRST, SECOND, THIRD) == [3, 3, 6]


def test_sent_again_under_review_what_was_accepted_counts_until_the_new_one_is():
    accepted(sent(3))
    again = sent(4)
    assert counted(FIRST) == [3]
    accepted(again)
    assert counted(FIRST) == [4]


def test_a_return_after_acceptance_goes_back_to_the_one_accepted_before():
    accepted(sent(3))
    second = sent(5, SECOND)
    accepted(second)
    decided(second, OF_PROVINCE, RETURNED)
    assert counted(FIRST, SECOND) == [3, 3]


def test_a_back_dated_one_not_accepted_changes_nothing_before_or_after():
    accepted(sent(3))
    accepted(sent(6, THIRD))
    between = sent(5, SECOND)
    assert counted(FIRST, SECOND, THIRD) == [3, 3, 6]
    accepted(between)
    assert counted(FIRST, SECOND, THIRD) == [3, 5, 6]


def test_what_was_sent_before_the_rule_counts_as_accepted():
    """Beijing's day is told apart from that in UTC: the rule begins in Beijing."""
    sent(3, at=datetime(2023, 6, 8, 15, 59, tzinfo=UTC))
    with levels(2, since=SECOND):
        assert counted(FIRST) == [3]
        sent(4, SECOND)
        assert counted(FIRST, SECOND) == [3, 3]


def test_what_is_dated_back_after_the_rule_began_waits_like_any_other():
    sent(3, BEGUN, at=datetime(2023, 6, 8, 1, tzinfo=UTC))
    with levels(2, since=SECOND):
        returned = sent(4, SECOND, at=datetime(2023, 6, 8, 16, tzinfo=UTC))
        decided(returned, OF_CITY, RETURNED, at=datetime(2023, 6, 8, 17, tzinfo=UTC))
        back = sent(5, FIRST, at=datetime(2023, 6, 8, 18, tzinfo=UTC))
        assert counted(FIRST, SECOND, THIRD) == [3, 3, 3]
        assert dates() == [BEGUN]
        with session_scope() as session:
            assert uncounted(session) == {returned, back}
            assert [each.turn for each in standing(session)] == [CITY, None]
        accepted(back)
        assert counted(FIRST, SECOND, THIRD) == [5, 5, 5]


def test_what_is_dated_back_is_taken_back_like_any_other():
    with levels(2, since=SECOND):
        back = sent(5, FIRST, at=datetime(2023, 6, 9, 1, tzinfo=UTC))
        with acting.using(OF_COUNTY), session_scope(writing=True) as session:
            undo(session, unit=COUNTY, reason="传错文件")
        with session_scope() as session:
            assert last_decision(session, back) == Decision.RECALLED


def test_a_return_after_a_meeting_changes_nothing_in_it():
    number = sent(3)
    accepted(number)
    with session_scope(writing=True) as session:
        meeting = meetings.open_meeting(
            session, place=PROVINCE, held_on=SECOND, data_date=FIRST, year=2023, rules="national",
            by="经办人",
        )  # fmt: skip
    decided(number, OF_PROVINCE, RETURNED, reason="会后发现数字有误")
    assert counted(FIRST) == [0]
    with session_scope() as session:
        seen = meetings.frames_of(session, meeting.id)
        assert seen.tables["tasks"].filter(unit=COUNTY).height == 3


def test_the_next_meeting_is_told_what_a_return_took_back():
    number = sent(3)
    accepted(number)
    asked = {"place": PROVINCE, "data_date": FIRST, "year": 2023, "rules": "national", "by": "甲"}
    with session_scope(writing=True) as session:
        before = meetings.open_meeting(session, held_on=SECOND, **asked)
        meeting_book.close(session, meeting=before.id, by="甲")
        assert not meetings._later(session, before)
    decided(number, OF_PROVINCE, RETURNED)
    with session_scope(writing=True) as session:
        assert meetings._later(session, before)
        assert meetings.open_meeting(session, held_on=SECOND, **asked).known_at > before.known_at


def test_a_decision_is_known_from_its_moment_on_whatever_the_clock_says():
    number = sent(3)
    with session_scope() as session:
        at = history.submissions(session)[0].accepted_at
    decided(number, OF_CITY, at=datetime(2000, 1, 1, tzinfo=UTC))
    decided(number, OF_PROVINCE, at=datetime(2000, 1, 1, tzinfo=UTC))
    assert counted(FIRST, known_at=datetime.fromisoformat(at)) == [0]
    assert counted(FIRST) == [3]


def test_a_part_rests_on_what_was_sent_whatever_counts():
    """The unit goes on from what it sent last; a returned statement is corrected, not typed anew."""
    accepted(sent(3))
    decided(sent(5), OF_CITY, RETURNED)
    with session_scope() as session:
        own = statement(session, Seen(FIRST, newest_known(session, None), COUNTY))
    assert own["tasks"].height == 5


def test_taken_back_under_review_it_is_as_if_never_sent():
    accepted(sent(3))
    sent(5, SECOND)
    with acting.using(OF_COUNTY), session_scope(writing=True) as session:
        undo(session, unit=COUNTY, reason="传错文件")
        assert uncounted(session) == frozenset()
    assert counted(SECOND) == [3]


def test_the_withdrawal_of_a_merged_unit_is_reviewed_like_any_report():
    accepted(sent(3))
    with acting.using(OF_COUNTY), session_scope(writing=True) as session:
        gone = withdraw(session, unit=COUNTY, as_of=SECOND, reason="并入620103").submission
    assert counted(SECOND) == [3]
    accepted(gone)
    assert counted(FIRST, SECOND) == [3, 0]


def test_the_divisions_of_the_province_count_at_once():
    with session_scope() as session:
        assert history.records(session, sheet="regions", as_of=BEGUN).height == 5
        assert uncounted(session) == frozenset()


def test_each_decision_makes_another_version_of_what_is_known():
    number = sent(3)
    versions = []
    for who in (OF_CITY, OF_PROVINCE):
        with session_scope() as session:
            versions.append(history.data_version(session))
        decided(number, who)
    with session_scope() as session:
        versions.append(history.data_version(session))
    assert versions == sorted(set(versions))


def test_divisions_are_not_changed_over_the_head_of_a_review():
    new = Target("620151", "甲二区")
    wish = Intended(kind=RECODED, since=THIRD, document="批复", old=(COUNTY,), new=(new,))
    number = sent(3)
    refused = pytest.raises(ChangeRefused, match=f"第{number}号报送尚未审定")
    with refused, session_scope(writing=True) as session:
        carry_out(session, wish, by="经办人", today=THIRD)
    accepted(number)
    with session_scope(writing=True) as session:
        carry_out(session, wish, by="经办人", today=THIRD)
    assert counted(THIRD, unit=new.code) == [3]
