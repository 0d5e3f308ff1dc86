"""Ledger and returns held against each other: what is beyond tolerance is asked."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from metrics.frames import Frames
from metrics.reconciliation import queries, reconciled
from metrics.rule_keys import Tolerance, tolerance
from metrics.rules import load_pack
from metrics.views.comparison_tables import question, reconciliation
from tests.metrics.small_frames import D, division, frames

PACK = load_pack("national").on(D)
WAN = 1_000_000
NAMES = {"620102": "子区"}


def county(*, invested: int | None, **returned: Any) -> Frames:
    """Return a county with one compound in plan, so much invested, and a return."""
    project = {"project": "P", "name": "项目", "region": "620102", "plan_year": 2023,
               "completed_investment": invested}  # fmt: skip
    compound = {"compound": "C", "name": "院", "project": "P", "households": 100, "buildings": 1,
                "floor_area": 1, "planned_on": date(2023, 1, 1)}  # fmt: skip
    return frames(
        regions=[division("620100", "市", None), division("620102", "县", "620100")],
        projects=[project],
        compounds=[compound],
        returns=[{"region": "620102", "year": 2023, **returned}],
    )


def asked(found: Frames) -> list[str]:
    return queries(found, PACK)["figure"].to_list()


def test_counts_must_be_equal_and_what_was_not_returned_is_not_asked():
    assert asked(county(invested=None, planned_compounds=1)) == []
    assert asked(county(invested=None, planned_compounds=2)) == ["planned_compounds"]
    assert asked(county(invested=None)) == []


def test_the_unit_that_filed_the_return_is_asked_and_not_the_sum_above_it():
    found = county(invested=None, planned_compounds=2)
    assert reconciled(found, PACK)["region"].to_list() == ["620100", "620102"]
    assert queries(found, PACK)["region"].to_list() == ["620102"]


@pytest.mark.parametrize(
    ("ledger", "returned", "expected"),
    [
        (100 * WAN, 101 * WAN, False),  # 1万元 exactly
        (100 * WAN, 101 * WAN + 1, True),
        (100 * WAN, 99 * WAN - 1, True),
        (5_000 * WAN, 5_005 * WAN, False),  # 0.1 % exactly
        (5_000 * WAN, 5_005 * WAN + 1, True),
        (0, WAN, False),
        (0, WAN + 1, True),
        (None, 100 * WAN, False),  # the ledger knows nothing to hold it against
    ],
)
def test_money_is_asked_beyond_both_the_share_and_the_amount(
    ledger: int | None, returned: int, expected: bool
):
    found = county(invested=ledger, completed_investment=returned)
    assert asked(found) == (["completed_investment"] if expected else [])


def test_the_tolerance_is_a_rule():
    assert PACK["reconciliation_tolerance"] == Tolerance(0, Fraction(1, 1000), WAN)
    with pytest.raises(ValueError, match="三项容差"):
        tolerance({"数量": 0})
    with pytest.raises(ValueError, match="比例"):
        tolerance({"数量": 0, "资金比例": 0.1, "资金(万元)": 1})


def test_the_table_marks_queries_and_the_sentence_asks_the_unit():
    found = county(invested=60 * WAN, planned_compounds=2, completed_investment=60 * WAN)
    table = reconciliation(reconciled(found, PACK).filter(region="620102"), NAMES)
    assert {row[3].text: row[7].text for row in table.rows} == {
        "计划小区数": "请核实", "完成投资(万元)": "一致",
    }  # fmt: skip
    row = queries(found, PACK).row(0, named=True)
    assert question(row, "子区") == (
        "子区2023年计划小区数：进展报表填2个，台账合计1个，报表多1个，请核实并更正。"
    )
