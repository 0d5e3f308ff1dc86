"""Scores by a score sheet as people read them: 未评 is no 0, and a sheet of ours says so wherever it is shown."""

import polars as pl

from metrics.rating.functions import Banded, Gated, Scored, Stepped, ToFull
from metrics.rating.rule_keys import band
from metrics.rules.readers import number
from metrics.sheets import columns
from metrics.sheets.catalogue import sheet
from metrics.sheets.self_evaluation import SELF_SCORES, compared
from metrics.views.sheets import entered_tables
from metrics.views.sheets.fill_in import fill_in
from metrics.views.sheets.scores import scores
from metrics.views.sheets.sheet_text import sheet_text
from metrics.views.sheets.words import scored_words
from tests.metrics.sheets.test_scores_of_a_sheet import NATION, hand_scores, rated, targets

SHEET = sheet("default100")
NAMES = {"620102": "甲县", "620103": "乙县"}


def test_an_item_that_nobody_scored_is_said_to_be_so_and_is_no_zero():
    found = rated(hand_scores=hand_scores(("620102", "D5", 0)))
    table = scores(found, "county", group="small")
    cells = {line.key: table.cell(line, "D5").text for line in table.lines}
    assert cells == {"620102": "0.00", "620103": "未评"}


def test_a_sheet_that_nobody_decreed_says_so_in_every_title_and_in_its_note():
    table = scores(rated(), "county", group="small")
    assert table.title.startswith("本系统默认百分制考核表（本系统默认，非官方）")
    text = sheet_text(SHEET, NATION)
    assert text.title == "本系统默认百分制考核表（本系统默认，非官方）"
    assert text.note.startswith("本系统默认，非官方：")
    assert [line.key for line in text.lines] == list(SHEET.by_code)
    assert "达到目标20%（分地区下达的从其规定）得满分，未达到的按比例得分" in {
        cell.text for cell in text.at("how")
    }


def test_functions_are_said_in_words():
    steps = Stepped(number("1/100"), number(1), number(2), number(1))
    words = scored_words(Scored(steps, number("98/100")), NATION, by_hand=False)
    assert words == "达到目标98%得满分，每高1个百分点加1分，最多加2分；每低1个百分点扣1分，扣完为止"
    gate = Gated(number("3/4"), ToFull())
    assert scored_words(Scored(gate, number(1)), NATION, by_hand=False) == (
        "低于75%不得分；达到的，达到目标100%得满分，未达到的按比例得分"
    )
    bands = Banded(((band("高", "[90,100]"), number(10)), (band("低", "[0,90)"), number("2.5"))))
    assert scored_words(Scored(bands), NATION, by_hand=False) == (
        "不低于90%、不高于100%得10分；不低于0%、低于90%得2.5分"
    )
    assert scored_words(Scored(ToFull(), None, by_region=True), NATION, by_hand=False) == (
        "达到各地下达的目标得满分，未达到的按比例得分"
    )


def test_what_was_entered_is_listed_with_who_when_and_why():
    given = rated(
        hand_scores=hand_scores(("620102", "D5", 250)), targets=targets(("620103", "D1", "50%"))
    ).frames.given
    table = entered_tables.hand_scores(given, SHEET, NAMES)
    assert [cell.text for cell in table.lines[0].cells] == [
        "甲县", "D5 资金下达及时（收到后30日内分解）", "2.50", "评分人", "2023-07-03", "现场核查",
    ]  # fmt: skip
    table = entered_tables.targets(given, SHEET, NAMES)
    assert [cell.text for cell in table.lines[0].cells][-2:] == ["50%", "甲文"]


def test_a_table_to_fill_in_has_the_headings_that_are_read_again():
    table = fill_in("手工评分表", columns.POINTS, SHEET, ["D5", "D6"], NAMES)
    assert set(columns.POINTS.values()) <= {column.label for column in table.columns}
    assert [cell.text for cell in table.lines[0].cells][:4] == [
        "620102", "甲县", "D5", "资金下达及时（收到后30日内分解）",
    ]  # fmt: skip


def told(*rows: tuple[str, str, str, int, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SELF_SCORES, orient="row")


FOUND = rated()
"""甲县 has 2.50 for D1 by 1 compound of 2 and 100 households of 400; 乙县 all 10."""


def test_the_largest_difference_comes_first_and_one_beyond_the_tolerance_is_marked():
    rows = told(
        ("620102", "620102", "D1", 300, ""), ("620103", "620103", "D1", 200, ""),
        ("620100", "620102", "D1", 275, ""),
    )  # fmt: skip
    first, second = compared(FOUND, rows, number("0.5"))
    assert (first.region, first.system, first.difference, first.beyond) == (
        "620103",
        1000,
        -800,
        True,
    )
    assert (second.own, second.above, second.system) == (300, 275, 250)
    assert (second.difference, second.beyond) == (50, False)  # on the bound is within
    table = entered_tables.self_compared([first, second], SHEET, NAMES)
    assert [cell.text for cell in table.at("difference")] == ["-8.00", "+0.50"]
    assert [cell.text for cell in table.at("state")] == ["需说明", "容差内"]


def test_a_difference_that_was_explained_is_not_marked():
    (row,) = compared(FOUND, told(("620102", "620102", "D1", 900, "含储备项目")), number("0.5"))
    assert (row.difference, row.beyond, row.explanation) == (650, False, "含储备项目")


def test_an_item_that_does_not_apply_or_is_unknown_is_said_so():
    rows = told(("620102", "620102", "D2", 900, ""), ("620102", "620102", "D5", 400, ""))
    by_item = {row.item: row for row in compared(FOUND, rows, number("0.5"))}
    assert (by_item["D2"].system, by_item["D2"].difference, by_item["D2"].beyond) == (
        None,
        None,
        False,
    )
    assert (by_item["D5"].known, by_item["D5"].system) == (False, 0)
    table = entered_tables.self_compared(list(by_item.values()), SHEET, NAMES)
    assert {cell.text for cell in table.at("system")} == {"不适用", "0.00 ?"}


def test_a_province_tells_beside_city_and_county():
    (row,) = compared(FOUND, told(("620000", "620102", "D1", 250, "")), number(0))
    assert (row.own, row.above, row.province, row.difference) == (None, None, 250, 0)
