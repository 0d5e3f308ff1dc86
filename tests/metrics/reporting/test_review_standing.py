"""How a report stands in review: its state, whose turn it is, until when, and whom it concerns."""

from datetime import date

import polars as pl

from metrics.records.reports import ADJUSTED, Submission
from metrics.reporting.review.decisions import Decision, Review
from metrics.reporting.review.standing import (
    Reviewed,
    State,
    returned_to,
    reviewed,
    unsettled,
    waiting_for,
    waiting_of,
)

COUNTY, CITY, PROVINCE = "620102", "620100", "620000"
REGIONS = pl.DataFrame(
    [(PROVINCE, "省", None), (CITY, "市", PROVINCE), (COUNTY, "县", CITY)],
    schema=["region", "level", "parent"],
    orient="row",
)
DAY, NEXT = date(2024, 8, 2), date(2024, 8, 9)
FRIDAY = "2024-08-02T09:00:00.000000Z"


def sent(number: int, *, unit: str = COUNTY, day: date = DAY, **what: object) -> Submission:
    values = {
        "id": number, "unit": unit, "data_date": day, "accepted_at": FRIDAY, "sent_by": None,
        "file_name": "", "file_sha256": "", "added": 1, "changed": 0, "removed": 0, "unchanged": 0,
    }  # fmt: skip
    return Submission(**{**values, **what})  # type: ignore[arg-type]


def decision(step: int, kind: Decision = Decision.ACCEPTED, *, at: str = FRIDAY) -> Review:
    return Review(
        id=step, submission=1, reviewer=(CITY, PROVINCE)[step - 1], step=step, steps=2,
        decision=kind, reason="", cells=None, account=None, at=at, by="",
    )  # fmt: skip


def told(*listed: Submission, decided: tuple[Review, ...] = ()) -> list[Reviewed]:
    return reviewed(
        listed, {1: decided}, REGIONS, levels=lambda _, day: 2 if day >= DAY else 0,
        days=lambda *_: 3,
    )  # fmt: skip


def test_each_level_has_its_working_days_from_when_it_came_to_it():
    (one,) = told(sent(1))
    assert (one.state, one.turn, one.since, one.due) == (State.SENT, CITY, DAY, date(2024, 8, 7))
    (one,) = told(sent(1), decided=(decision(1, at="2024-08-06T17:00:00.000000Z"),))
    assert (one.state, one.turn) == (State.CITY, PROVINCE)
    assert (one.since, one.due) == (date(2024, 8, 7), date(2024, 8, 12))


def test_what_is_over_waits_for_nobody():
    both = (decision(1), decision(2))
    ends = {
        State.PROVINCE: told(sent(1), decided=both),
        State.RETURNED: told(sent(1), decided=(decision(1, Decision.RETURNED),)),
        State.REPLACED: told(sent(1), sent(2))[:1],
        State.RECALLED: told(sent(1), sent(2, undoes=1)),
    }
    for state, (one, *_) in ends.items():
        assert (one.state, one.turn, one.due) == (state, None, None)
        assert one.counts == (state is State.PROVINCE)


def test_what_nobody_reviews_is_not_told_of():
    early = sent(1, day=date(2024, 7, 26), accepted_at="2024-08-01T15:59:00.000000Z")
    assert told(early, sent(2, unit=PROVINCE), sent(3, kind=ADJUSTED)) == []


def test_what_is_dated_back_is_told_of_by_the_day_on_which_it_came():
    (one,) = told(sent(1, day=date(2024, 7, 26), accepted_at="2024-08-01T16:00:00.000000Z"))
    assert (one.turn, one.since, one.counts) == (CITY, DAY, False)


def test_each_role_is_told_of_its_own():
    returned = told(sent(1), sent(2, unit=CITY), decided=(decision(1, Decision.RETURNED),))
    assert [each.submission.id for each in waiting_for(returned, [PROVINCE])] == [2]
    assert waiting_for(returned, [CITY]) == []
    assert [each.submission.id for each in returned_to(returned, [COUNTY])] == [1]
    assert [each.submission.id for each in waiting_of(returned, [CITY])] == [2]


def test_a_unit_is_unsettled_while_its_newest_report_does_not_count():
    accepted = (decision(1), decision(2))
    listed = told(sent(1), sent(2, day=NEXT), decided=accepted)
    assert unsettled(listed, DAY) == {}
    assert [each.submission.id for each in unsettled(listed, NEXT).values()] == [2]
