"""September against June 2023: right wherever it can be computed, unknown wherever it cannot."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from metrics.__main__ import main
from metrics.progress.published import StartTable, start_table
from metrics.progress.published_changes import published_changes, start_changes, total_change
from metrics.views.parts.table import DisplayTable
from metrics.views.progress import start_tables
from sql.supplied import published
from tests.metrics.progress.national_tables import CODES, golden, national
from tests.metrics.small_frames import division, frames
from tests.reading_tables import labels, lines_of

JUNE, SEPTEMBER = golden("2023-06"), golden("2023-09")
CAP = "全部开工"
Line = dict[str, str]


def published_in(month: str) -> StartTable:
    return start_table(national(month), place="100000", year=int(month[:4]))


def line_of(lines: list[Line], province: str) -> Line:
    return next(line for line in lines if line["province"] == province)


def rate_of(line: Line) -> Decimal:
    text = line["published_start_rate"]
    return Decimal(100) if text == CAP else Decimal(text.removesuffix("%"))


def rank_by_hand(lines: list[Line], province: str) -> int:
    """Count who prints more: 全部开工 stands at 100 %, and nobody prints more than that."""
    own = rate_of(line_of(lines, province))
    return 1 + sum(rate_of(line) > own for line in lines)


def check(row: dict[str, Any], province: str) -> None:
    """Hold one unit's changes against the two printed lines, worked out by hand."""
    then, now = line_of(JUNE, province), line_of(SEPTEMBER, province)
    assert row["started_change"] == int(now["started_compounds"]) - int(then["started_compounds"])
    ranks = rank_by_hand(JUNE, province), rank_by_hand(SEPTEMBER, province)
    assert (row["rank_before"], row["rank"], row["rank_move"]) == (*ranks, ranks[0] - ranks[1])
    capped = CAP in (then["published_start_rate"], now["published_start_rate"])
    assert row["rate_change"] == (None if capped else int((rate_of(now) - rate_of(then)) * 100))
    # Neither table publishes a plan or households: nothing that needs them may be made up.
    for side in ("", "_before"):
        for figure in ("planned_compounds", "planned_households", "started_households",
                       "exact_rate", "household_rate"):  # fmt: skip
            assert row[f"{figure}{side}"] is None
    assert row["household_rate_change"] is None


@pytest.mark.parametrize("province", CODES)
def test_every_unit_that_can_be_computed_is_right_and_the_rest_is_unknown(province: str):
    found = start_changes(published_in("2023-09"), published_in("2023-06"))
    check(found.filter(region=CODES[province]).row(0, named=True), province)


def test_the_changes_that_can_be_computed_are_these_eleven():
    found = start_changes(published_in("2023-09"), published_in("2023-06"))
    known = found.drop_nulls("rate_change").select("name", "rate_change").rows()
    assert known == [
        ("河南", 24_80), ("辽宁", 2_50), ("广西", 51_80), ("黑龙江", 27_20), ("甘肃", 37_20),
        ("四川", 17_90), ("北京", 11_00), ("兵团", 40_20), ("山西", 33_20), ("天津", 25_70),
        ("西藏", 33_90),
    ]  # fmt: skip
    assert found["rate_change"].null_count() == 21


@pytest.fixture
def nation(sqlite_database: str) -> None:
    published.load()


ASKED = ("changes", "--place", "100000", "--from", "2023-06-30", "--to", "2023-09-30")


def test_the_command_line_says_the_same_of_every_unit_and_counts_nothing_as_zero(
    nation: None, capsys: pytest.CaptureFixture[str]
):
    assert main([*ASKED, "--format", "json"]) == 0
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (result["changes"], result["updates"], result["rank_moves"]) == ([], [], [])
    rows = {row["region"]: row for row in result["starts"]}
    assert set(rows) == set(CODES.values())
    for province, code in CODES.items():
        check(rows[code], province)
    assert main([*ASKED, "--format", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(CODES) + 1
    assert main([*ASKED]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("各地开工变化（2023-06-30至2023-09-30）：32条")
    assert "新完工" not in printed


def test_the_nation_has_the_change_that_it_told_itself():
    own = [
        {"region": "100000", "year": 2023, "started_compounds": started,
         "published_start_rate": rate}
        for started, rate in ((51_294, "97%"), (42_621, "80.4%"))
    ]  # fmt: skip
    now, before = (
        start_table(national(month, extra=[row]), place="100000", year=2023)
        for month, row in zip(("2023-09", "2023-06"), own, strict=True)
    )
    assert total_change(now, before) == (8_673, 16_60)
    assert total_change(now, None) == (None, None)
    # Added up, the starts are known and the rate is not: no plan is published.
    assert total_change(published_in("2023-09"), published_in("2023-06")) == (8_673, None)


def regional(started: int, rate: str | None, *, planned: int | None = 10) -> StartTable:
    figures = {"planned_compounds": planned, "planned_households": 1_000,
               "started_compounds": started, "started_households": started * 90}  # fmt: skip
    found = frames(
        regions=[division("620000", "省", None), division("620100", "市", "620000", "某市")],
        returns=[{"region": "620100", "year": 2023, "published_start_rate": rate, **figures}],
    )
    return start_table(found, place="620000", year=2023)


def test_where_the_plan_is_known_a_cap_hides_no_change():
    (row,) = start_changes(regional(12, CAP), regional(9, "90%")).iter_rows(named=True)
    assert (row["exact_rate"], row["exact_rate_before"]) == (120_00, 90_00)
    assert row["rate_change"] == 30_00
    assert row["household_rate_change"] == 27_00
    (row,) = start_changes(regional(12, CAP, planned=None), regional(9, "90%")).iter_rows(
        named=True
    )
    assert row["rate_change"] is None


def test_a_plan_known_on_one_side_gives_that_side_alone_an_exact_rate():
    found = start_changes(published_in("2022-12"), published_in("2023-06"))
    row = found.filter(region=CODES["广东"]).row(0, named=True)
    assert (row["exact_rate"], row["exact_rate_before"]) == (128_99, None)
    assert (row["household_rate"], row["household_rate_before"]) == (120_18, None)


def city(*started: int | None, rate: str | None = None) -> StartTable:
    """Add up two counties of one city that started so many of ten; null: no return."""
    codes = ("620101", "620102")
    told = [
        {"region": code, "year": 2023, "started_compounds": number, "planned_compounds": 10}
        for code, number in zip(codes, started, strict=True)
        if number is not None
    ]
    own = [{"region": "620100", "year": 2023, "published_start_rate": rate}] if rate else []
    counties = [division(code, "县", "620100") for code in codes]
    regions = [division("620000", "省", None), division("620100", "市", "620000"), *counties]
    return start_table(frames(regions=regions, returns=[*told, *own]), place="620000", year=2023)


def test_a_county_that_reports_for_the_first_time_has_not_started_all_of_it_since():
    for now, before in ((city(5, 8), city(5, None)), (city(6, None), city(5, None))):
        found = start_changes(now, before)
        changed = found.select("started_change", "rate_change").row(0)
        assert (changed, total_change(now, before)) == ((None, None), (None, None))
    ends = {"before": date(2023, 6, 30), "after": date(2023, 7, 31)}
    (row,) = rows_of(start_tables.changes(found, **ends, cap=True)).values()
    assert row["说明"] == "变化未知（所辖地区未报全）"
    (row,) = start_changes(city(5, 8), city(5, 7)).iter_rows(named=True)
    assert (row["started_change"], row["rate_change"]) == (1, 5_00)
    (row,) = start_changes(city(6, None, rate="60%"), city(5, None, rate="50%")).iter_rows(
        named=True
    )
    assert (row["started_change"], row["rate_change"]) == (None, 10_00)


def test_without_an_earlier_table_nothing_has_changed_and_nothing_is_compared():
    found = start_changes(published_in("2023-06"), None)
    assert found.height == len(CODES)
    for column in ("started_change", "rate_change", "rank_move", "rank_before"):
        assert found[column].null_count() == len(CODES)
    assert not found["compared"].any()


def test_a_place_with_a_ledger_is_told_of_by_its_records():
    nation = [division("620000", "省", None), division("620100", "市", "620000")]
    project = {"project": "P", "name": "项目", "region": "620100", "plan_year": 2023}
    found = frames(regions=nation, projects=[project])
    assert published_changes(found, found, place="620000").is_empty()
    assert published_changes(national("2023-06"), national("2023-09"), place="100000").height == 32


def rows_of(table: DisplayTable) -> dict[str, dict[str, str]]:
    texts = [[cell.text for cell in row] for row in lines_of(table)]
    listed = [dict(zip(labels(table), row, strict=True)) for row in texts]
    return {row["地区"]: row for row in listed}


def test_the_changes_read_as_the_ministry_writes_and_say_why_one_is_unknown():
    june, september = national("2023-06"), national("2023-09")
    found = start_changes(published_in("2023-09"), published_in("2023-06"))
    table = start_tables.changes(found, before=june.as_of, after=september.as_of, cap=True)
    rows = rows_of(table)
    assert table.title == "各地开工变化（2023-06-30至2023-09-30）"
    assert rows["甘肃"]["变化(百分点)"] == "+37.20"
    assert rows["上海"]["变化(百分点)"] == "—"
    assert rows["上海"]["说明"] == "计划数未公布；变化未知（本期封顶）"
    assert rows["贵州"]["说明"] == "计划数未公布；变化未知（两期封顶）"
    assert "计划小区" not in labels(table)
    assert "未列出的栏目：计划小区、计算开工率、户数开工率" in table.note


def supervised(month: str, *, cap: bool) -> DisplayTable:
    now = published_in(month)
    return start_tables.supervision(
        start_changes(now, None), now, change=total_change(now, None), cap=cap
    )


def test_the_supervision_table_has_both_rates_and_keeps_what_the_cap_hides():
    capped, exact = (rows_of(supervised("2022-12", cap=cap)) for cap in (True, False))
    shown = "开工率（按小区数）·公布或封顶"
    assert (capped["广东"][shown], exact["广东"][shown]) == (CAP, "128.99%")
    for rows in (capped, exact):
        assert rows["广东"]["开工率（按小区数）·实际计算"] == "128.99%"
        assert rows["广东"]["开工率（按户数）·实际计算"] == "120.18%"
        assert rows["西藏"][shown] == "87.10%"
    assert capped["新疆"]["说明"] == "未报送"
    total = capped["合计（32家）"]
    assert total["开工率（按小区数）·实际计算"] == "102.79%"
    assert total["说明"] == "2家未公布已开工数；实际计算的开工率未含2家"


def test_the_supervision_table_has_headings_of_two_rows_and_names_what_it_leaves_out():
    table = supervised("2023-06", cap=True)
    assert ("小区数（个）", "已开工") in {column.headings for column in table.columns}
    assert "小区数（个）·计划" not in labels(table)
    assert "小区数（个）的计划、新开工、已完工，开工率（按小区数）的实际计算" in table.note
    assert {row["说明"] for name, row in rows_of(table).items() if name in CODES} == {
        "计划数未公布"
    }
