"""双清单: listed, not listed, on the bound, unknown, not applicable; the order of counts never matters."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import UnknownChoice
from metrics.lists.double_list import State, behind, double_list, on
from metrics.lists.rule_keys import DOUBLE_LIST, INCENTIVE, NEGATIVE
from metrics.rating.evaluation import evaluate
from metrics.sheets.catalogue import sheet
from tests.metrics.lists.listed import COUNTY, OTHER, RULES, Row, counted
from tests.metrics.rating.test_evaluation import TWO_COUNTIES, compound, judged, province


def states(*rows: tuple[str, int, int, int], region: str = COUNTY) -> dict[str, str]:
    """Return how a county stands to each entry, by the measures with their counts."""
    evaluation = counted((region, *row) for row in rows)
    return {each.head.title: each.state.value for each in double_list(evaluation, RULES)[region]}


def test_a_county_can_be_on_both_lists():
    told = states(("A01.1", 0, 1, 0), ("B02.1", 10, 10, 0))
    assert told["未建立统筹协调机制"] == "列入"
    assert told["推进片区联动改造"] == "列入"


def test_a_county_can_be_on_neither():
    told = states(("A01.1", 1, 1, 0), ("B02.1", 1, 10, 0))
    assert told["未建立统筹协调机制"] == "未列入"
    assert told["推进片区联动改造"] == "未列入"


def test_an_entry_without_any_record_does_not_apply():
    assert set(states(("A01.1", 1, 1, 0)).values()) == {"未列入", "不适用"}


@pytest.mark.parametrize(
    ("met", "unknown", "state"),
    [(8, 0, "列入"), (7, 0, "未列入"), (7, 1, "待核实"), (6, 1, "未列入")],
)
def test_eight_of_ten_are_enough_for_the_incentives_and_a_blank_may_be_the_eighth(
    met: int, unknown: int, state: str
):
    assert states(("B02.1", met, 10, unknown))["推进片区联动改造"] == state


@pytest.mark.parametrize(
    ("met", "unknown", "state"),
    [(10, 0, "未列入"), (9, 0, "列入"), (9, 1, "待核实"), (8, 1, "列入")],
)
def test_one_record_that_is_not_met_is_enough_for_the_negative_list_and_a_blank_is_not(
    met: int, unknown: int, state: str
):
    assert states(("A05.1", met, 10, unknown))["群众改造意愿强烈的内容未做到应改尽改"] == state


def test_one_measure_not_reached_lists_whatever_the_others_leave_open():
    told = states(("A02.1", 0, 1, 0), ("A02.2", 9, 10, 1), ("A02.3", 1, 1, 0))
    assert told["改造计划不科学不合理"] == "列入"


def test_an_incentive_asks_every_measure_that_applies():
    assert states(("A08.1", 8, 10, 0))["推进小区物业管理"] == "列入"
    assert states(("A08.1", 8, 10, 0), ("B09.1", 7, 10, 0))["推进小区物业管理"] == "未列入"
    assert states(("A08.1", 8, 10, 0), ("B09.1", 7, 10, 1))["推进小区物业管理"] == "待核实"


def test_an_archive_that_is_missing_says_nothing_of_the_use_of_money():
    assert states(("A03.1", 0, 10, 0))["资金使用不符合规定"] == "不适用"
    assert states(("A03.1", 0, 10, 0), ("A03.2", 1, 1, 0))["资金使用不符合规定"] == "未列入"
    assert states(("A03.2", 0, 1, 0))["资金使用不符合规定"] == "列入"


@pytest.mark.parametrize(
    ("social", "unknown", "state"), [(20, 0, "列入"), (19, 0, "未列入"), (20, 1, "待核实")]
)
def test_money_is_held_against_its_own_targets_and_a_blank_amount_leaves_it_open(
    social: int, unknown: int, state: str
):
    told = states(("B04.1", social, 100, unknown), ("B04.2", 30, 100, 0))
    assert told["多渠道筹措改造资金"] == state


def test_entries_are_counted_by_list():
    evaluation = counted(
        [(COUNTY, "A01.1", 0, 1, 0), (COUNTY, "A02.2", 9, 10, 1), (COUNTY, "B02.1", 9, 10, 0)]
    )
    found = double_list(evaluation, RULES)[COUNTY]
    assert on(found, NEGATIVE) == (1, 1)
    assert on(found, INCENTIVE) == (1, 0)


def test_the_records_behind_an_entry_are_those_not_met_then_those_unknown():
    found = behind(judged(province(TWO_COUNTIES)), ["A02.2"])
    assert found[OTHER, "A02.2"] == [("C11", False), ("C12", False), ("C10", None)]
    assert found["620100", "A02.2"] == found[OTHER, "A02.2"]
    assert (COUNTY, "A02.2") not in found


def test_what_was_judged_by_a_score_sheet_has_no_lists():
    frames = province([compound(1, COUNTY)])
    with pytest.raises(UnknownChoice, match="双清单由建办城"):
        double_list(evaluate(frames, RULES, standard=sheet("default100")), RULES)


def test_other_entries_make_another_list():
    raw = {
        "负面清单": {"达标率": "50%", "条目": {"机制不全": ["A01", "A06.1"]}},
        "激励清单": {"达标率": "100%", "条目": {"片区": ["B02"]}},
    }
    found = double_list(
        counted(
            [(COUNTY, "A01.1", 1, 2, 0), (COUNTY, "A06.1", 0, 1, 0), (COUNTY, "B02.1", 9, 10, 0)]
        ),
        RULES.but(**{DOUBLE_LIST: raw}),
    )[COUNTY]
    assert [(each.head.title, each.state) for each in found] == [
        ("机制不全", State.LISTED), ("片区", State.CLEAR),
    ]  # fmt: skip


MEASURES = ("A01.1", "A02.2", "A03.2", "A05.1", "B01.1", "B02.1", "A08.1", "B09.1")
ROW = st.tuples(
    st.sampled_from((COUNTY, OTHER)), st.sampled_from(MEASURES), st.integers(0, 5), st.integers(0, 5),
    st.integers(0, 3),
).map(lambda row: (*row[:3], row[2] + row[3] + row[4] or 1, row[4]))  # fmt: skip
ROWS = st.lists(ROW, max_size=12, unique_by=lambda row: row[:2])


@settings(max_examples=25, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_lists_never_depend_on_the_order_of_what_was_counted(
    rows: list[Row], any_order: random.Random
):
    mixed = list(rows)
    any_order.shuffle(mixed)
    assert double_list(counted(rows), RULES) == double_list(counted(mixed), RULES)


@settings(max_examples=25, deadline=None)
@given(ROWS, st.booleans())
def test_what_is_certain_stays_so_whatever_a_blank_turns_out_to_be(rows: list[Row], met: bool):
    settled = [
        (region, code, number + unknown * met, whole, 0) for region, code, number, whole, unknown in rows
    ]  # fmt: skip
    before, after = double_list(counted(rows), RULES), double_list(counted(settled), RULES)
    for region, found in before.items():
        for one, other in zip(found, after[region], strict=True):
            assert one.state in (other.state, State.UNSURE)
