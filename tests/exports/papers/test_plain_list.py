"""A list of the screen as Excel: figures stay figures, marks stand beside them, and what it is about on top."""

from datetime import date
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest

from exports.excel import render as excel
from exports.papers import plain_list
from exports.word.render import render_sheet
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, Line, Rate, blank
from tests.exports.word.reading_word import Word

DAY = date(2024, 8, 9)
HEADS = (("地区", Holds.TEXT), ("开工率", Holds.RATE), ("完成投资", Holds.MONEY), ("应报日期", Holds.DAY),
         ("较上期", Holds.POINTS))  # fmt: skip
TABLE = DisplayTable(
    "排名/县区",
    tuple(Column(name, (name,), holds, blank) for name, holds in HEADS),
    (
        Line("1", (
            Cell("1", "=1+1"), Cell(Rate(1, 3), "33.3%", Signal.BAD), Cell(123_456_789, "123.46"),
            Cell(DAY, "2024-08-09"), Cell(Fraction(1, 100), "+1.0"),
        )),
        Line("2", (Cell("2", "乙县"), Cell(None, "—"), Cell(None, "—"), Cell(None, "—"), Cell(None, "—"))),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def page() -> openpyxl.worksheet.worksheet.Worksheet:
    paper = plain_list.compose(
        TABLE, place="990000", place_name="云岭省", day=DAY, asked="所属市州“枫原市”"
    )
    return openpyxl.load_workbook(BytesIO(excel.render(paper))).worksheets[0]


def test_上方写明标题_演示数据_范围_日期_筛选(page: openpyxl.worksheet.worksheet.Worksheet):
    assert page.title == "排名　县区"
    assert page["A1"].value == "排名/县区【演示数据】"
    told = "".join(str(row[0].value or "") for row in page.iter_rows(min_row=2, max_row=4))
    for words in (
        "范围：云岭省",
        "数据截止日期：2024-08-09",
        "筛选条件：所属市州“枫原市”",
        "合计：2行",
    ):
        assert words in told


def test_率是数_日期是日期_标记自成一列_未知留空(page: openpyxl.worksheet.worksheet.Worksheet):
    rows = list(page.iter_rows())
    place = next(n for n, row in enumerate(rows) if row[0].value == "地区")
    assert [cell.value for cell in rows[place]] == [
        "地区", "开工率", "开工率标记", "完成投资", "应报日期", "较上期",
    ]  # fmt: skip
    name, rate, mark, money, day, points = rows[place + 1]
    assert (name.value, name.data_type) == ("=1+1", "s")
    assert rate.value == pytest.approx(1 / 3)
    assert mark.value == "■不达标"
    assert (money.value, points.value) == (123.456789, 1)
    assert day.value.date() == DAY
    assert not any(cell.value for cell in rows[place + 2][1:])


def test_同一张表也写成Word():
    paper = plain_list.compose(TABLE, place="620000", place_name="某省", day=DAY, asked="")
    assert {"33.3%", "■不达标", "=1+1"} <= set(Word(render_sheet(paper)).texts())
