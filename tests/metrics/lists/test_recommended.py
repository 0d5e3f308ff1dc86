"""推荐激励名单: conditions on the bound, not fulfilled, not known; places, ties, and the order of regions."""

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import RulePackInvalid
from metrics.lists.gates import Candidate, Gate, Outcome, candidates
from metrics.lists.recommended import Recommendation, Standing, placed, recommended
from metrics.lists.rule_keys import GATES, SEATS, TIES, Seats
from metrics.lists.satisfaction import Satisfied, satisfaction
from tests.metrics.lists.listed import COUNTY, OTHER, RULES, Row, counted, framed
from tests.metrics.rating.test_evaluation import DAY, compound, judged, province

FREE: dict[str, Any] = {
    "一票否决": "不限", "底线不达标不超过(条)": "不限", "负面清单不超过(条)": "不限",
    "激励清单不少于(条)": "不限", "等次不低于": "不限", "群众满意率不低于": "不限", "审计督查问题": "不限",
}  # fmt: skip


def outcome(gate: Gate, rows: list[Row], asked: dict[str, Any], **scores: Any) -> Outcome:
    """Return what a county in the main ranking fulfils of one condition."""
    own = {"group": "main", "rank": 1, "grade": "优", "vetoes": [], **scores}
    evaluation = counted(rows, of_620102=own)
    found = candidates(evaluation, RULES.but(**{GATES: {**FREE, **asked}}), "county")
    (one,) = (each for each in found if each.region == COUNTY)
    (told,) = (each for each in one.outcomes if each.gate is gate)
    return told


def test_only_the_main_ranking_takes_part():
    assert outcome(Gate.RANKED, [], {}).passed is True
    assert outcome(Gate.RANKED, [], {}, group="small").passed is False


@pytest.mark.parametrize(("met", "unknown", "passed"), [(10, 0, True), (9, 0, False), (9, 1, None)])
def test_a_bar_is_not_passed_and_a_blank_of_a_veto_measure_is_not_known(
    met: int, unknown: int, passed: bool | None
):
    rows: list[Row] = [(COUNTY, "A02.2", met, 10, unknown)]
    assert outcome(Gate.VETO, rows, {"一票否决": "不得有"}).passed is passed


@pytest.mark.parametrize(
    ("grade", "passed"), [("优", True), ("良", True), ("中", False), (None, None)]
)
def test_the_lowest_grade_is_enough_and_no_grade_is_not_known(
    grade: str | None, passed: bool | None
):
    assert outcome(Gate.GRADE, [], {"等次不低于": "良"}, grade=grade).passed is passed


@pytest.mark.parametrize(
    ("rows", "passed"),
    [
        ([("A01.1", 0, 1, 0)], True),
        ([("A01.1", 0, 1, 0), ("A05.1", 9, 10, 0)], False),
        ([("A01.1", 0, 1, 0), ("A05.1", 9, 10, 1)], None),
    ],
)
def test_one_entry_of_the_negative_list_is_allowed_a_second_may_wait(
    rows: list[tuple[str, int, int, int]], passed: bool | None
):
    told: list[Row] = [(COUNTY, *row) for row in rows]
    assert outcome(Gate.NEGATIVE, told, {"负面清单不超过(条)": "1"}).passed is passed


@pytest.mark.parametrize(("met", "unknown", "passed"), [(8, 0, True), (7, 0, False), (7, 1, None)])
def test_one_entry_of_the_incentives_is_asked(met: int, unknown: int, passed: bool | None):
    rows: list[Row] = [(COUNTY, "B02.1", met, 10, unknown)]
    assert outcome(Gate.INCENTIVE, rows, {"激励清单不少于(条)": "1"}).passed is passed


def test_breaches_of_the_baseline_are_counted_at_their_worst():
    rows: list[Row] = [(COUNTY, "A01.1", 0, 1, 0), (COUNTY, "A05.1", 9, 10, 1)]
    assert outcome(Gate.BREACHES, rows, {"底线不达标不超过(条)": "2"}).passed is True
    assert outcome(Gate.BREACHES, rows, {"底线不达标不超过(条)": "1"}).passed is None
    assert outcome(Gate.BREACHES, rows, {"底线不达标不超过(条)": "0"}).passed is False


def test_an_issue_that_is_late_is_not_passed_and_none_at_all_does_not_apply():
    asked = {"审计督查问题": "按期销号"}
    assert outcome(Gate.AUDITS, [(COUNTY, "A10.1", 2, 2, 0)], asked).passed is True
    assert outcome(Gate.AUDITS, [(COUNTY, "A10.1", 1, 2, 0)], asked).passed is False
    assert outcome(Gate.AUDITS, [(COUNTY, "A10.1", 1, 2, 1)], asked).passed is None
    assert outcome(Gate.AUDITS, [], asked).applies is False


def surveyed(number: int, responses: int | None, satisfied: int | None) -> dict[str, Any]:
    return compound(
        number, COUNTY, completed_on=DAY, survey_responses=responses, survey_satisfied=satisfied
    )


@pytest.mark.parametrize(
    ("compounds", "passed"),
    [
        ([(100, 90)], True),
        ([(100, 89)], False),
        ([(0, 0)], False),
        ([(100, 100), (None, None)], None),
        ([(100, 100), (10, None)], True),
        ([(100, 60), (None, None)], False),
    ],
    ids=["on the bound", "below", "nobody answered", "a blank of 100 households", "ten at most", "too far"],
)  # fmt: skip
def test_ninety_of_a_hundred_answers_are_enough_and_a_blank_counts_for_its_households(
    compounds: list[tuple[int | None, int | None]], passed: bool | None
):
    frames = province([surveyed(n, *each) for n, each in enumerate(compounds)])
    told = satisfaction(framed(frames))[COUNTY]
    assert told.reaches(Fraction(9, 10)) is passed


def test_the_answers_of_a_city_are_those_of_its_counties_and_without_any_compound_it_has_none():
    found = satisfaction(framed(province([surveyed(1, 10, 9), surveyed(2, 10, None)])))
    assert found["620100"] == found[COUNTY] == Satisfied(9, 10, 1, 10)
    assert OTHER not in found


def test_a_lowest_grade_that_there_is_not_is_refused():
    asked = RULES.but(**{GATES: {**FREE, "等次不低于": "特优"}})
    with pytest.raises(RulePackInvalid, match="特优"):
        candidates(counted([]), asked, "county")


def region(code: int, rank: int, **other: Any) -> Candidate:
    """Return a region that fulfils every condition."""
    told = {"breached": 0, "entries": 0, "satisfied": None, "planned": 10, "outcomes": ()}
    return Candidate(f"6201{code:02}", "county", rank, 9000, "优", **{**told, **other})


def standings(seats: Seats, *regions: Candidate) -> dict[str, str]:
    told = placed(regions, seats, level="county")
    return {each.candidate.region[-2:]: each.standing.value for each in told.rows}


TWO = Seats(2, ())


def test_places_go_by_rank():
    assert standings(TWO, region(1, 3), region(2, 1), region(3, 2)) == {
        "02": "推荐", "03": "推荐", "01": "名额之外",
    }  # fmt: skip


def test_who_shares_a_rank_and_has_no_room_together_waits_for_a_decision():
    told = standings(TWO, region(1, 1), region(2, 2), region(3, 2), region(4, 4))
    assert told == {"01": "推荐", "02": "并列待定", "03": "并列待定", "04": "名额之外"}


def test_who_shares_the_last_rank_and_has_room_is_recommended_together():
    assert standings(TWO, region(1, 1), region(2, 1)) == {"01": "推荐", "02": "推荐"}


@pytest.mark.parametrize(
    ("tie", "better", "worse"),
    [
        ("底线不达标条数", {"breached": 1}, {"breached": 2}),
        ("激励清单条数", {"entries": 3}, {"entries": 2}),
        ("群众满意率", {"satisfied": Fraction(19, 20)}, {"satisfied": Fraction(9, 10)}),
        ("群众满意率", {"satisfied": Fraction(1, 2)}, {"satisfied": None}),
        ("计划小区数", {"planned": 12}, {"planned": 11}),
    ],
)
def test_a_declared_key_settles_a_tie(tie: str, better: dict[str, Any], worse: dict[str, Any]):
    told = standings(Seats(1, (tie,)), region(1, 1, **worse), region(2, 1, **better))
    assert told == {"02": "推荐", "01": "名额之外"}


def lacking(code: int, rank: int, *passed: bool | None) -> Candidate:
    gates = tuple(Outcome(gate, each, 0) for gate, each in zip(Gate, passed, strict=False))
    return region(code, rank, outcomes=gates)


def told_of(*regions: Candidate, seats: Seats = TWO) -> Recommendation:
    return placed(regions, seats, level="county")


def test_who_is_near_stands_before_who_lacks_more():
    told = told_of(lacking(1, 1, False, False), lacking(2, 9, False, True), lacking(3, 5, True))
    assert [each.candidate.region[-2:] for each in told.rows] == ["03", "02", "01"]
    assert [each.gate for each in told.rows[1].candidate.failed] == [Gate.RANKED]


def test_nobody_is_recommended_of_whom_a_condition_is_not_known_and_who_may_change_the_list_is_named():
    told = told_of(lacking(1, 1, None), region(2, 2), region(3, 3), lacking(4, 9, None))
    assert [each.region[-2:] for each in told.by_code] == ["02", "03"]
    assert [each.region[-2:] for each in told.may_change] == ["01"]
    short = told_of(region(2, 2), lacking(4, 9, None))
    assert [each.region[-2:] for each in short.may_change] == ["04"]


def test_the_list_is_made_public_by_code():
    told = told_of(region(9, 1), region(1, 2))
    assert [each.region[-2:] for each in told.of(Standing.RECOMMENDED)] == ["09", "01"]
    assert [each.region[-2:] for each in told.by_code] == ["01", "09"]


REGIONS = st.lists(
    st.tuples(st.integers(1, 5), st.integers(0, 2), st.sampled_from((True, False, None))),
    max_size=8,
).map(
    lambda rows: [
        replace_outcomes(region(code, rank, breached=breached), passed)
        for code, (rank, breached, passed) in enumerate(rows)
    ]
)


def replace_outcomes(each: Candidate, passed: bool | None) -> Candidate:
    return each._replace(outcomes=(Outcome(Gate.RANKED, passed, ""),))


@settings(max_examples=60, deadline=None)
@given(REGIONS, st.integers(1, 4), st.randoms(use_true_random=False))
def test_the_list_never_depends_on_the_order_of_regions(
    regions: list[Candidate], number: int, any_order: random.Random
):
    seats = Seats(number, TIES)
    mixed = list(regions)
    any_order.shuffle(mixed)
    told = placed(regions, seats, level="county")
    assert told == placed(mixed, seats, level="county")
    own = told.of(Standing.RECOMMENDED)
    assert len(own) <= number
    left_out = (*told.of(Standing.TIED), *told.of(Standing.BEYOND))
    key = [(each.rank, each.breached) for each in own]
    assert all(mine < (each.rank, each.breached) for each in left_out for mine in key)


def test_the_whole_way_from_records_to_the_list():
    frames = province([compound(n, COUNTY, completed_on=DAY, survey_responses=80, survey_satisfied=80)
                       for n in range(6)])  # fmt: skip
    free = RULES.but(
        **{GATES: {**FREE, "群众满意率不低于": "90%"}, SEATS: {"名额": 1, "同名次依次比较": []}}
    )
    told = recommended(judged(frames), free, "county")
    assert [each.region for each in told.by_code] == [COUNTY]
    assert recommended(judged(frames), free, "county", number=5).seats.number == 5
