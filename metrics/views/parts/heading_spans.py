"""Headings of several rows as merged cells: once for screen, Excel and PDF."""

from typing import NamedTuple

from metrics.views.parts.table import DisplayTable


class Span(NamedTuple):
    """One heading cell: its text, the row and column it starts at (from 0), and how far it goes."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def heading_spans(table: DisplayTable) -> tuple[Span, ...]:
    """Return the heading cells by row, then column; equal neighbours are one cell.

    A column with one heading is one cell from top to bottom.
    """
    headings, deep = tuple(column.headings for column in table.columns), depth(table)
    spans = [
        Span(texts[0], 0, place, rows=deep)
        for place, texts in enumerate(headings)
        if len(texts) == 1
    ]
    for row in range(deep):
        spans += _runs(headings, row)
    return tuple(sorted(spans, key=lambda span: (span.row, span.column)))


def _runs(headings: tuple[tuple[str, ...], ...], row: int) -> list[Span]:
    spans: list[Span] = []
    last = row == max(map(len, headings)) - 1
    above: tuple[str, ...] | None = None
    for place, texts in enumerate(headings):
        if len(texts) == 1:
            above = None
        elif not last and texts[: row + 1] == above:
            spans[-1] = spans[-1]._replace(columns=spans[-1].columns + 1)
        else:
            spans.append(Span(texts[row], row, place))
            above = texts[: row + 1]
    return spans


def depth(table: DisplayTable) -> int:
    """Return how many rows of headings the table has."""
    return max(len(column.headings) for column in table.columns)
