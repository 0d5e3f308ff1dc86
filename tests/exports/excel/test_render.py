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
from metrics.views.parts import numbers
from metrics.views.parts.signals import Light
from metrics.views.parts.table import Cell
from metrics.views.supervision.supervision_tables import FROZEN, HEADINGS
from tests.exports.papers.test_supervision_table import paper
from tests.metrics.supervision.small_supervision import PROJECT, RULES, table

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
    ("cell", "value", "shape"),
    [
        (Cell(1234567, "1,234,567"), 1234567, "#,##0"),
        (Cell(2024, "2024"), 2024, "0"),
        (Cell(123_456_789, numbers.wan(123_456_789)), 123.456789, "#,##0.00"),
        (Cell(Fraction(1, 3), "33.3%"), 1 / 3, "0.0%"),
        (Cell(Fraction(-1, 8), "-12.5"), -12.5, "+0.0;-0.0;0.0"),
        (Cell(date(2024, 2, 29), "2024-02-29"), date(2024, 2, 29), "yyyy-mm-dd"),
        (Cell(NEVER, "无"), "无", "@"),
        (Cell(3, "3/5"), "3/5", "@"),
        (Cell(date(2024, 2, 29), "4/5"), "4/5", "@"),
        (Cell("红", "红 逾期3天", Light.RED), "■红 逾期3天", "@"),
        (Cell(None, "—"), "", "@"),
        (Cell(0, "0"), 0, "#,##0"),
    ],
)
def test_数字和日期保持原值_其余为文本(cell: Cell, value: object, shape: str):
    assert kept(cell) == (value, shape)


def test_冻结_打印标题_纸张(page: Worksheet):
    assert page.freeze_panes == f"G{TOTAL}"
    assert page.print_title_rows == f"${HEAD}:${HEAD + 1}"
    assert page.print_title_cols == "$A:$F"
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 8


def test_表头与屏幕同为两层并合并(page: Worksheet):
    merged = {str(area) for area in page.merged_cells.ranges}
    assert {f"A{HEAD}:A{HEAD + 1}", f"J{HEAD}:L{HEAD}"} <= merged
    assert page[f"J{HEAD}"].value == "储备入库"
    assert [page[f"{letter}{HEAD + 1}"].value for letter in "JKL"] == ["计划", "实际", "灯"]
    assert page.max_column == len(HEADINGS)


def test_各行与屏幕同序_灯有字有号有色(page: Worksheet):
    assert page[f"A{TOTAL}"].value.startswith("合计（2个项目）")
    assert page[f"A{TOTAL + 1}"].value.startswith("兰州市小计（2个项目）")
    assert [page.cell(row, FROZEN).value for row in (TOTAL + 2, TOTAL + 3)] == ["甲项目", "乙项目"]
    assert page[f"B{TOTAL + 3}"].value == "■红"
    assert page[f"B{TOTAL + 3}"].font.color.rgb == f"FF{Light.RED.colour[1:].upper()}"
    assert isinstance(page[f"K{TOTAL + 2}"].value, datetime)
    assert isinstance(page[f"I{TOTAL + 2}"].value, int)


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
