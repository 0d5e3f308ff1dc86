"""Ledger and returns held against each other: what is beyond tolerance is asked."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from metrics.dispatch.causes import of_query
from metrics.packs.pack import load_pack
from metrics.progress.figure_records import figure_records
from metrics.progress.rates import FIGURES, ledger
from metrics.progress.reconciliation import by_city, queries, reconciled
from metrics.progress.rule_keys import Tolerance, tolerance
from metrics.records.frames import Frames
from metrics.views.progress.reconciliation_tables import by_city as city_table
from metrics.views.progress.reconciliation_tables import (
    details,
    question,
    questions,
    tolerance_words,
)
from sql.demo import frames as demo
from tests.metrics.small_frames import D, division, frames
from tests.reading_tables import lines_of

PACK = load_pack("national").on(D)
WAN = 1_000_000
NAMES = {"620100": "某市", "620102": "子区", "620103": "丑区"}
REGIONS = [
    division("620100", "市", None), division("620102", "县", "620100"),
    division("620103", "县", "620100"),
]  # fmt: skip


def project(code: str, region: str, **fields: Any) -> dict[str, Any]:
    return {"project": code, "name": "项目", "region": region, "plan_year": 2023, **fields}


def compound(code: str, owner: str, **fields: Any) -> dict[str, Any]:
    return {"compound": code, "name": "院", "project": owner, "households": 100, "buildings": 1,
            "floor_area": 1, "planned_on": date(2023, 1, 1), **fields}  # fmt: skip


def county(*, invested: int | None, **returned: Any) -> Frames:
    """Return a county with one compound in plan, so much invested, and a return."""
    return frames(
        regions=REGIONS[:2],
        projects=[project("P", "620102", completed_investment=invested)],
        compounds=[compound("C", "P")],
        returns=[{"region": "620102", "year": 2023, **returned}],
    )


def results(found: Frames) -> dict[tuple[str, str], str]:
    rows = reconciled(found, PACK).select("region", "figure", "result").iter_rows()
    return {(region, figure): result for region, figure, result in rows}


def asked(found: Frames) -> list[str]:
    return queries(found, PACK)["figure"].to_list()


def test_counts_must_be_equal_and_what_was_not_returned_is_not_asked():
    assert asked(county(invested=None, planned_compounds=1)) == []
    assert asked(county(invested=None, planned_compounds=2)) == ["planned_compounds"]
    assert asked(county(invested=None)) == []


def test_a_figure_that_one_side_leaves_out_is_neither_equal_nor_different():
    found = county(invested=None, planned_compounds=1, completed_investment=5 * WAN)
    told = results(found)
    assert told["620102", "planned_compounds"] == "equal"
    assert told["620102", "planned_households"] == "no_return"
    assert told["620102", "completed_investment"] == "no_ledger"
    assert ("620102", "paid") not in told  # neither side knows
    row = reconciled(found, PACK).filter(figure="planned_households").row(0, named=True)
    assert (row["ledger"], row["returns"], row["difference"]) == (100, None, None)


def test_a_county_without_a_ledger_has_none_and_not_one_of_zero():
    found = frames(
        regions=REGIONS,
        projects=[project("P", "620102")],
        compounds=[compound("C", "P")],
        returns=[
            {"region": "620103", "year": 2023, "planned_compounds": 4},
            {"region": "620102", "year": 2022, "planned_compounds": 0},
        ],
        reporting=["620102", "620103"],
    )
    assert results(found)["620103", "planned_compounds"] == "no_ledger"
    assert asked(found) == []


def test_only_the_unit_that_filed_the_return_is_asked_and_not_the_sum_above_it():
    found = county(invested=None, planned_compounds=2)
    assert reconciled(found, PACK)["region"].unique().to_list() == ["620102"]


def test_a_city_that_files_a_return_is_held_against_the_ledger_of_all_its_counties():
    found = frames(
        regions=REGIONS,
        projects=[project("P", "620102"), project("Q", "620103")],
        compounds=[compound("C", "P"), compound("D", "Q")],
        returns=[{"region": "620100", "year": 2023, "planned_compounds": 3}],
    )
    (row,) = queries(found, PACK).iter_rows(named=True)
    assert (row["region"], row["ledger"], row["returns"]) == ("620100", 2, 3)
    # Its own return is not added to what its counties filed.
    summed = by_city(reconciled(found, PACK), found.regions, place="620100")
    (city,) = summed.filter(figure="planned_compounds").iter_rows(named=True)
    assert (city["no_return"], city["query"], city["ledger"]) == (2, 0, None)


@pytest.mark.parametrize(
    ("counted", "returned", "expected"),
    [
        (100 * WAN, 100 * WAN, "equal"),
        (100 * WAN, 101 * WAN, "within"),  # 1万元 exactly
        (100 * WAN, 101 * WAN + 1, "query"),
        (100 * WAN, 99 * WAN - 1, "query"),
        (5_000 * WAN, 5_005 * WAN, "within"),  # 0.1 % exactly
        (5_000 * WAN, 5_005 * WAN + 1, "query"),
        (0, WAN, "within"),
        (0, WAN + 1, "query"),
        (None, 100 * WAN, "no_ledger"),  # the ledger knows nothing to hold it against
    ],
)
def test_money_is_asked_beyond_both_the_share_and_the_amount(
    counted: int | None, returned: int, expected: str
):
    found = county(invested=counted, completed_investment=returned)
    assert results(found)["620102", "completed_investment"] == expected


def test_the_tolerance_is_a_rule_and_is_told_with_its_source():
    assert PACK["reconciliation_tolerance"] == Tolerance(0, Fraction(1, 1000), WAN)
    with pytest.raises(ValueError, match="三项容差"):
        tolerance({"数量": 0})
    with pytest.raises(ValueError, match="比例"):
        tolerance({"数量": 0, "资金比例": 0.1, "资金(万元)": 1})
    words = tolerance_words(PACK.rules["reconciliation_tolerance"])
    assert "资金比例：0.1%" in words
    assert words.endswith("依据：本系统默认，自2021-12-14起。")


def test_the_table_marks_queries_and_the_sentence_asks_the_unit():
    found = county(invested=60 * WAN, planned_compounds=2, completed_investment=60 * WAN)
    every = reconciled(found, PACK)
    table = details(every, NAMES, found.regions)
    rows = {row[4].text: [cell.text for cell in row] for row in lines_of(table)}
    assert rows["计划小区数"][1:] == [
        "某市", "子区", "2023", "计划小区数", "1", "2", "+1", "需核实", "",
    ]  # fmt: skip
    assert rows["完成投资(万元)"][5:9] == ["60.00", "60.00", "0.00", "一致"]
    assert rows["计划户数"][6:] == ["—", "—", "报表未填", "进展报表未填此项"]
    (row,) = queries(found, PACK).iter_rows(named=True)
    sentence = "子区2023年计划小区数：进展报表填2个，台账合计1个，报表多1个，请核实并更正。"
    assert question(row, "子区") == sentence
    assert [line[-1].text for line in lines_of(questions(every, NAMES))] == [sentence]


def test_a_city_lies_in_no_city_and_a_county_under_the_province_in_none():
    codes = {"620000": ("省", None), "620100": ("市", "620000"), "620102": ("县", "620100"),
             "620900": ("县", "620000")}  # fmt: skip
    found = frames(
        regions=[division(code, *above) for code, above in codes.items()],
        returns=[{"region": code, "year": 2023, "paid": 1} for code in codes],
    )
    table = details(reconciled(found, PACK), NAMES | {"620000": "某省"}, found.regions)
    told = [(row[0].text, row[1].text) for row in lines_of(table)]
    assert told == [("620000", "—"), ("620100", "—"), ("620102", "某市"), ("620900", "—")]


def test_money_missing_from_the_ledger_is_said_in_the_question():
    found = frames(
        regions=REGIONS,
        projects=[
            project("P", "620102", completed_investment=10 * WAN),
            project("Q", "620102", completed_investment=None),
        ],
        returns=[{"region": "620102", "year": 2023, "completed_investment": 15 * WAN}],
    )
    (row,) = queries(found, PACK).iter_rows(named=True)
    assert question(row, "子区") == (
        "子区2023年完成投资：进展报表填15.00万元，台账合计10.00万元（另有1条未填，未计入），"
        "报表多5.00万元，请核实并更正。"
    )


def test_a_city_adds_up_the_counties_of_which_both_sides_are_known():
    found = frames(
        regions=REGIONS,
        projects=[project("P", "620102"), project("Q", "620103")],
        compounds=[compound("C", "P"), compound("D", "Q"), compound("E", "Q")],
        returns=[{"region": "620102", "year": 2023, "planned_compounds": 3}],
    )
    summed = by_city(reconciled(found, PACK), found.regions, place="620100")
    (row,) = summed.filter(figure="planned_compounds").iter_rows(named=True)
    assert (row["ledger"], row["returns"], row["difference"]) == (1, 3, 2)
    assert (row["query"], row["no_return"], row["equal"]) == (1, 1, 0)
    table = city_table(summed, NAMES, place="620100")
    assert [cell.text for cell in lines_of(table)[0]][1:] == [
        "某市", "计划小区数", "1", "3", "+2", "2", "0", "0", "1", "1",
    ]  # fmt: skip


def test_the_same_query_always_has_the_same_reference():
    key = of_query("620102", year=2023, figure="started_compounds")
    assert key == ("其他", "620102 2023 台账报表核对 started_compounds", "620102")
    assert of_query("620102", year=2022, figure="started_compounds") != key


def test_a_project_outside_the_plan_is_not_behind_the_planned_money():
    found = frames(
        regions=REGIONS,
        projects=[project("P", "620102"), project("Q", "620102"), project("R", "620103")],
        compounds=[compound("C", "P"), compound("D", "Q", planned_on=None), compound("E", "R")],
    )

    def behind(figure: str) -> list[str]:
        listed = figure_records(found, region="620102", year=2023, figure=figure)
        return listed["record"].to_list()

    assert behind("planned_investment") == ["P"]
    assert behind("completed_investment") == ["P", "Q"]
    assert behind("planned_compounds") == ["C"]


@pytest.fixture(scope="module")
def province() -> Frames:
    return demo()


@pytest.mark.parametrize("figure", FIGURES)
def test_the_records_behind_a_figure_add_up_to_it(province: Frames, figure: str):
    counted = ledger(province).filter(year=province.year)
    for region in ("990000", "990200", "990202"):
        found = figure_records(province, region=region, year=province.year, figure=figure)
        row = counted.filter(region=region).row(0, named=True)
        assert found["amount"].sum() == row[figure]
        assert found["amount"].null_count() == row[f"{figure}_unknown"]
        assert found.select("record", "project").is_unique().all()
