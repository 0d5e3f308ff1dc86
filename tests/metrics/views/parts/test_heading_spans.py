"""Headings of several rows as merged cells."""

import pytest

from metrics.views.parts.heading_spans import Span, depth, heading_spans
from metrics.views.parts.table import DisplayTable
from metrics.views.supervision.supervision_tables import COLUMNS
from tests.reading_tables import column, written


def table(*headings: tuple[str, ...]) -> DisplayTable:
    return written(tuple(column(*texts) for texts in headings))


def test_一层表头每列一格():
    plain = table(("甲",), ("乙",))
    assert heading_spans(plain) == (Span("甲", 0, 0), Span("乙", 0, 1))
    assert depth(plain) == 1


@pytest.mark.parametrize(
    ("headings", "spans"),
    [
        (
            [("名称",), ("开工", "计划"), ("开工", "实际")],
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
            [("甲", "一"), ("乙",), ("甲", "二")],
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
    sheet = DisplayTable("表", COLUMNS, ())
    covered = [
        (row, column)
        for span in heading_spans(sheet)
        for row in range(span.row, span.row + span.rows)
        for column in range(span.column, span.column + span.columns)
    ]
    assert len(covered) == len(set(covered)) == depth(sheet) * len(COLUMNS)
