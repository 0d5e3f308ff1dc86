"""计划与能力: over, on the bound, not reported; and why nobody is ranked by volume."""

from typing import Any

import polars as pl

from metrics.rating.evaluation import evaluate
from metrics.views.parts.table import DisplayTable
from metrics.views.rating.capacity_tables import (
    OVER,
    UNKNOWN,
    WITHIN,
    capacity_table,
    capacity_words,
    refusal,
    state,
)
from tests.metrics.changes.test_rank_moves import ALL, D2, HALF, OPERATORS, THREE, on

EVALUATION = evaluate(on(D2, ALL, THREE, HALF), OPERATORS, "620100")
GOOD: dict[str, Any] = {
    "region": "620102", "planned_compounds": 2, "delivery_capacity": 2,
    "planned_investment": 200_000_000, "investment_blanks": 0, "funding_capacity": 200_000_000,
}  # fmt: skip


def table(*rows: dict[str, Any]) -> DisplayTable:
    return capacity_table(EVALUATION, pl.DataFrame([GOOD | row for row in rows]))


def test_equal_is_within_and_one_more_is_over():
    assert state(GOOD) == WITHIN
    assert state(GOOD | {"planned_compounds": 3}) == OVER
    assert state(GOOD | {"planned_investment": 200_000_001}) == OVER


def test_what_is_not_reported_is_said_and_what_is_known_to_be_over_settles_it():
    assert state(GOOD | {"delivery_capacity": None}) == UNKNOWN
    assert state(GOOD | {"funding_capacity": None, "planned_compounds": 3}) == OVER
    assert state(GOOD | {"investment_blanks": 1}) == UNKNOWN
    assert state(GOOD | {"investment_blanks": 1, "planned_investment": 300_000_000}) == OVER


def test_over_capacity_comes_first_and_then_the_code_never_the_volume():
    found = table({"planned_compounds": 1}, {"region": "620104", "planned_compounds": 9},
                  {"region": "620103", "delivery_capacity": None, "planned_compounds": 99})  # fmt: skip
    assert [line.key for line in found.lines] == ["620104", "620103", "620102"]
    assert [cell.text for cell in found.at("delivery")] == ["450.0%", "—", "50.0%"]
    assert capacity_words(found) == (
        "3个县区中，计划超出资金筹措能力或组织实施能力的1个（620104），因数据缺失不能判断的1个。"
    )


def test_a_part_that_is_reported_is_at_least_so_much():
    (cell,) = table({"investment_blanks": 1}).at("funding")
    assert cell.text == "至少100.0%"
    (cell,) = table({"planned_investment": 200_000_001}).at("funding")
    assert cell.text == "100.0%以上"
    (cell,) = table({"funding_capacity": 0}).at("funding")
    assert cell.text == "能力为0"


def test_the_refusal_gives_the_clause_in_its_own_words():
    words = refusal(EVALUATION)
    assert "建办城〔2021〕50号 附件一（二）" in words
    assert "未层层下指标" in words


def test_no_county_with_a_plan_is_said_so():
    assert (
        capacity_words(capacity_table(EVALUATION, pl.DataFrame())) == "没有当年列入计划小区的县区。"
    )
