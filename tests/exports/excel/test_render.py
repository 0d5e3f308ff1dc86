"""The supervision table as .xlsx: real numbers and dates, merged headings, no formulas."""

from datetime import date, datetime
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from exports.excel import render as excel
from exports.excel.sheet_cells import kept
from exports.papers import supervision_table
from metrics.records.schema import NEVER
from metrics.supervision.choice import Asked
from metrics.views.parts import cells
from metrics.views.parts.signals import Light
from metrics.views.parts.table import Cell, Holds, Rate
from metrics.views.rating import ranking
from metrics.views.supervision.supervision_tables import COLUMNS, FROZEN
from tests.exports.papers.test_supervision_table import paper
from tests.metrics.supervision.small_supervision import PROJECT, RULES, table
from tests.reading_tables import column

ABOVE = 1 + len(excel.as_data(paper())["above"])
"""Rows of the title and of the lines below it."""
HEAD, TOTAL = ABOVE + 1, ABOVE + 3


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(excel.render(paper())))


@pytest.fixture(scope="module")
def page(book: openpyxl.Workbook) -> Worksheet:
    return book["督导一张表"]


@pytest.mark.parametrize(
    ("cell", "holds", "value", "shape"),
    [
        (cells.count(1234567), Holds.COUNT, 1234567, "#,##0"),
        (cells.count(0), Holds.COUNT, 0, "#,##0"),
        (cells.number(2024), Holds.NUMBER, 2024, "0"),
        (cells.change(472), Holds.CHANGE, 472, "+#,##0;-#,##0;0"),
        (cells.money(123_456_789), Holds.MONEY, 123.456789, "#,##0.00"),
        (cells.score(83_41), Holds.SCORE, 83.41, "0.00"),
        (Cell(-21, "-0.21"), Holds.SCORE_MOVE, -0.21, "+0.00;-0.00;0.00"),
        (ranking.move_cell(-2), Holds.RANK_MOVE, -2, '"升"0"位";"降"0"位";"持平"'),
        (cells.rate(2, 6), Holds.RATE, 1 / 3, "0.0%"),
        (cells.points(Fraction(-1, 8)), Holds.POINTS, -12.5, "+0.0;-0.0;0.0"),
        (cells.day(date(2024, 2, 29)), Holds.DAY, date(2024, 2, 29), "yyyy-mm-dd"),
        (cells.day(NEVER), Holds.DAY, "无", "@"),
        (Cell(3, "3/5", worded=True), Holds.COUNT, "3/5", "@"),
        (Cell(date(2024, 2, 29), "4/5", worded=True), Holds.DAY, "4/5", "@"),
        (Cell("红", "红 逾期3天", Light.RED), Holds.LIGHT, "■红 逾期3天", "@"),
        (cells.text("甲\u202e乙𪚥"), Holds.TEXT, "甲〔U+202E〕乙〔U+2A6A5〕", "@"),
        (cells.text(None), Holds.TEXT, "", "@"),
        (cells.rate(None, 6), Holds.RATE, "", "@"),
        (Cell(None, "2家未公布", worded=True), Holds.TEXT, "2家未公布", "@"),
    ],
)
def test_数字和日期保持原值_其余为文本(cell: Cell, holds: Holds, value: object, shape: str):
    assert kept(cell, column("栏", holds=holds)) == (value, shape)


def test_比率保留未约分的分子分母():
    assert cells.rate(2, 6).value == Rate(2, 6)
    assert cells.rate(2, 0).value is None


def test_冻结_打印标题_纸张(page: Worksheet):
    assert page.freeze_panes == f"G{TOTAL}"
    assert page.print_title_rows == f"${HEAD}:${HEAD + 1}"
    assert page.print_title_cols == "$A:$F"
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 8


def test_表头与屏幕同为两层并合并(page: Worksheet):
    merged = {str(area) for area in page.merged_cells.ranges}
    assert {f"A{HEAD}:A{HEAD + 1}", f"L{HEAD}:N{HEAD}"} <= merged
    assert page[f"L{HEAD}"].value == "储备入库"
    assert [page[f"{letter}{HEAD + 1}"].value for letter in "LMN"] == ["计划", "实际", "灯"]
    assert page.max_column == len(COLUMNS)


def test_各行与屏幕同序_灯有字有号有色(page: Worksheet):
    assert page[f"A{TOTAL}"].value.startswith("合计（2个项目）")
    assert page[f"A{TOTAL + 1}"].value.startswith("兰州市小计（2个项目）")
    assert [page.cell(row, FROZEN).value for row in (TOTAL + 2, TOTAL + 3)] == ["甲项目", "乙项目"]
    assert page[f"B{TOTAL + 3}"].value == "■红"
    assert page[f"B{TOTAL + 3}"].font.color.rgb == f"FF{Light.RED.colour[1:].upper()}"
    assert isinstance(page[f"M{TOTAL + 2}"].value, datetime)
    assert isinstance(page[f"K{TOTAL + 2}"].value, int)


def test_依据页写明数据和规则摘要(book: openpyxl.Workbook):
    basis = dict(book["依据"].iter_rows(min_row=2, values_only=True))
    assert basis["规则摘要"] == RULES.digest
    assert "无筛选" in basis["筛选条件"]


def test_名称不会成为公式():
    made = table({}, project={**PROJECT, "name": "=1+1"})
    content = excel.render(
        supervision_table.compose(made, RULES, place="620000", asked=Asked(order="light"))
    )
    cell = openpyxl.load_workbook(BytesIO(content))["督导一张表"].cell(TOTAL + 1, FROZEN)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_重复生成逐字节相同():
    assert excel.render(paper()) == excel.render(paper())
