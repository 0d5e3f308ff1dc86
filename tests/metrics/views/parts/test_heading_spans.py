"""Headings of several rows as merged cells, and the words of totals."""

import pytest

from metrics.views.parts.heading_spans import Span, depth, heading_spans, total_words
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.supervision.supervision_tables import COLUMNS, HEADINGS


def table(*headings: tuple[str, ...]) -> DisplayTable:
    columns = tuple("·".join(dict.fromkeys(texts)) for texts in headings)
    return DisplayTable("表", columns, (), headings=headings)


def test_一层表头每列一格():
    plain = DisplayTable("表", ("甲", "乙"), ())
    assert heading_spans(plain) == (Span("甲", 0, 0), Span("乙", 0, 1))
    assert depth(plain) == 1


@pytest.mark.parametrize(
    ("headings", "spans"),
    [
        (
            [("名称", "名称"), ("开工", "计划"), ("开工", "实际")],
            (
                Span("名称", 0, 0, rows=2),
                Span("开工", 0, 1, columns=2),
                Span("计划", 1, 1),
                Span("实际", 1, 2),
            ),
        ),
        (
            [("开工", "灯"), ("完工", "灯")],
            (Span("开工", 0, 0), Span("完工", 0, 1), Span("灯", 1, 0), Span("灯", 1, 1)),
        ),
        (
            [("甲", "一"), ("乙", "乙"), ("甲", "二")],
            (Span("甲", 0, 0), Span("乙", 0, 1, rows=2), Span("甲", 0, 2),
             Span("一", 1, 0), Span("二", 1, 2)),
        ),
        (
            [("甲", "子", "一"), ("甲", "子", "二"), ("乙", "子", "三")],
            (Span("甲", 0, 0, columns=2), Span("乙", 0, 2),
             Span("子", 1, 0, columns=2), Span("子", 1, 2),
             Span("一", 2, 0), Span("二", 2, 1), Span("三", 2, 2)),
        ),
    ],
    ids=["同组合并", "末层同名不合并", "被隔开的同名不合并", "上层不同则下层不合并"],
)  # fmt: skip
def test_多层表头(headings: list[tuple[str, ...]], spans: tuple[Span, ...]):
    assert heading_spans(table(*headings)) == spans


def test_督导表的表头不重不漏():
    sheet = DisplayTable("表", COLUMNS, (), headings=HEADINGS)
    covered = [
        (row, column)
        for span in heading_spans(sheet)
        for row in range(span.row, span.row + span.rows)
        for column in range(span.column, span.column + span.columns)
    ]
    assert len(covered) == len(set(covered)) == depth(sheet) * len(HEADINGS)


@pytest.mark.parametrize(
    ("texts", "frozen", "words"),
    [
        (("", "红3", "合计（5个项目）"), 3, "合计（5个项目）　红3"),
        (("", "", "合计（0个项目）"), 3, "合计（0个项目）"),
        (("1", "红", "甲项目"), 3, None),
        (("", "红", "甲项目"), 0, None),
    ],
    ids=["合计", "没有灯", "普通行", "没有固定列"],
)
def test_合计行的说法(texts: tuple[str, ...], frozen: int, words: str | None):
    assert total_words(tuple(Cell(text, text) for text in texts), frozen) == words
