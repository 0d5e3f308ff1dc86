"""Widths, sides and lines of a wide table, and that every part of it fits its sheet of paper."""

from datetime import date

import pytest

from exports.excel import render as excel
from exports.excel.excel_sheet import AROUND, HALF_EM, MARGIN_MM, MM_PER_PIXEL, PAPERS, print_scale
from exports.papers import supervision_table
from exports.papers.sheet_layout import NAME, Fit, broken, columns, half_ems, lines, parts
from exports.papers.sheet_paper import SheetPaper
from metrics.supervision.choice import Asked
from metrics.views.parts import cells
from metrics.views.parts.table import BLANK, Cell, DisplayTable, Holds
from metrics.views.supervision.supervision_tables import COLUMNS, FROZEN
from tests.metrics.supervision.small_supervision import RULES, some_projects
from tests.reading_tables import column, written

LIBREOFFICE = 1.06
"""So much wider LibreOffice draws columns that are measured in Arial."""


def paper(table: DisplayTable, frozen: int = 0) -> SheetPaper:
    return SheetPaper(
        name="表", table=table, basis=(), dated=date(2024, 1, 1),
        frozen=frozen, parts=(len(table.columns),), size="a4",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "holds", "fit"),
    [
        (cells.count(12345678), Holds.COUNT, Fit(10, "right")),
        (cells.rate(1, 3), Holds.RATE, Fit(5, "right")),
        (cells.day(date(2024, 2, 29)), Holds.DAY, Fit(10, "center")),
        (cells.text("甲"), Holds.TEXT, Fit(4, "left")),
        (cells.text("甲" * 40), Holds.TEXT, Fit(NAME, "left")),
        (Cell(3, "逾期3个工作日", worded=True), Holds.COUNT, Fit(13, "left")),
        (cells.text(None), Holds.TEXT, Fit(4, "left")),
    ],
    ids=["数", "比率", "日期", "短文字", "长文字折行", "带文字的数", "缺失"],
)
def test_列宽和对齐(cell: Cell, holds: Holds, fit: Fit):
    assert columns(paper(written((column("栏", holds=holds),), (cell,)))) == (fit,)


def test_合计行的数也要放得下():
    heads = tuple(
        column("栏", holds=holds) for holds in (Holds.NUMBER, Holds.LIGHT, Holds.TEXT, Holds.COUNT)
    )
    plain = (cells.number(1), cells.text("红"), cells.text("甲"), cells.count(1))
    total = (BLANK, cells.text("红1"), cells.text("合计" * 9), cells.count(10**9))
    wide = columns(paper(written(heads, plain, total, totals=1), frozen=3))
    assert wide[3] == Fit(13, "right")
    assert wide[2].width == 4


def test_全角和灯号两个字宽_数字可放宽():
    assert half_ems("红3") == 3
    assert half_ems("■") == 2
    assert half_ems("12345678", 1.25) == 10


@pytest.mark.parametrize(
    ("texts", "widths", "high"),
    [(["甲乙", "1"], [4, 4], 1), (["甲乙丙", "1"], [4, 4], 2), (["", ""], [4, 4], 1), ([], [], 1)],
)
def test_行数按最高的格(texts: list[str], widths: list[int], high: int):
    assert lines(texts, widths) == high


def test_长句分行后一字不少():
    text = "灯色：■红 逾期超出宽限，◆黑 未报"
    pieces = broken(text, 10)
    assert "".join(pieces) == text
    assert max(map(half_ems, pieces)) <= 10
    assert broken("", 10) == []


def test_各部分合起来是整张表():
    table = supervision_table.compose(some_projects(), RULES, place="620000", asked=Asked())
    listed = list(parts(table))
    assert all(places[:FROZEN] == tuple(range(FROZEN)) for places in listed)
    moving = [place for places in listed for place in places[FROZEN:]]
    assert moving == list(range(FROZEN, len(COLUMNS)))


def test_每一部分在Excel和LibreOffice中都放得进一张纸():
    table = supervision_table.compose(some_projects(), RULES, place="620000", asked=Asked())
    data = excel.as_data(table)
    room = PAPERS["a3"][1] - 2 * MARGIN_MM
    for places in parts(table):
        pixels = sum(data["columns"][place].width * HALF_EM + AROUND for place in places)
        assert pixels * MM_PER_PIXEL * LIBREOFFICE * print_scale(data) / 100 <= room
