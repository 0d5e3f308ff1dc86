"""Headings of several rows as merged cells, and rows of totals: once for screen, Excel and PDF."""

from typing import NamedTuple

from metrics.views.parts.table import Cell, DisplayTable


class Span(NamedTuple):
    """One heading cell: its text, the row and column it starts at (from 0), and how far it goes."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def heading_spans(table: DisplayTable) -> tuple[Span, ...]:
    """Return the heading cells by row, then column; equal neighbours are one cell.

    A column of which all headings are equal is one cell from top to bottom.
    """
    headings = table.headings or tuple((label,) for label in table.columns)
    depth = len(headings[0])
    spans = [
        Span(texts[0], 0, place, rows=depth)
        for place, texts in enumerate(headings)
        if len(set(texts)) == 1
    ]
    for row in range(depth):
        spans += _runs(headings, row)
    return tuple(sorted(spans, key=lambda span: (span.row, span.column)))


def _runs(headings: tuple[tuple[str, ...], ...], row: int) -> list[Span]:
    spans: list[Span] = []
    last = row == len(headings[0]) - 1
    above: tuple[str, ...] | None = None
    for place, texts in enumerate(headings):
        if len(set(texts)) == 1:
            above = None
        elif not last and texts[: row + 1] == above:
            spans[-1] = spans[-1]._replace(columns=spans[-1].columns + 1)
        else:
            spans.append(Span(texts[row], row, place))
            above = texts[: row + 1]
    return spans


def depth(table: DisplayTable) -> int:
    """Return how many rows of headings the table has."""
    return len(table.headings[0]) if table.headings else 1


def total_words(row: tuple[Cell, ...], frozen: int) -> str | None:
    """Return what a row of totals says in its first columns, merged; null for any other row.

    A row of totals has no number in its first column; its name is the last of the `frozen`.
    """
    if row[0].text or not frozen:
        return None
    lights, name = row[1].text, row[frozen - 1].text
    return f"{name}　{lights}" if lights else name
