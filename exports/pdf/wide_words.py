"""The words of a wide table as its templates are told them; the rows apart from what is around them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from exports.papers.proof.stamp import sheet_stamp
from exports.papers.sheet_layout import Fit, columns, parts
from exports.papers.sheet_paper import LEAD, SheetPaper, foot, lead, texts
from exports.pdf.glyphs import printable, unprinted
from metrics.views.parts.heading_spans import Span, depth, heading_spans
from metrics.views.parts.table import Cell

PRINTED_PT = {"a3": 1122, "a4": 774}
"""Width of the table on a sheet."""
AROUND = 1.5
"""Half-ems of a column's width that stay empty."""
LARGEST, SMALLEST = 9.0, 6.5  # sizes of text in pt: the largest at which all columns fit

Words = tuple[str, str, str | None]
"""A cell's text, the mark of its light, and its colour."""


class Row(NamedTuple):
    """A line as it is printed: what a total says in place of the first columns, and every cell."""

    total: str
    cells: tuple[Words, ...]


def rows(paper: SheetPaper) -> list[Row]:
    """Return the lines of the table; equal words are held once."""
    same: dict[Words, Words] = {}
    return [
        Row(
            printable(line.total),
            tuple(same.setdefault(words, words) for words in map(_words, line.cells)),
        )
        for line in paper.table.lines
    ]


def _words(cell: Cell) -> Words:
    signal = cell.signal
    mark, colour = (signal.mark, signal.colour) if signal else ("", None)
    return printable(cell.text), mark, colour


def on_part(row: Row, places: Sequence[int], frozen: int) -> dict[str, Any]:
    """Return what of a row stands on one sheet of paper."""
    own = places[frozen if row.total else 0 :]
    return {"total": row.total or None, "cells": [row.cells[place] for place in own]}


def around_rows(paper: SheetPaper) -> dict[str, Any]:
    """Return all that the templates are told but the rows."""
    spans, wide = heading_spans(paper.table), columns(paper)
    listed = tuple(parts(paper))
    return {
        "systemfonts": False,
        "title": printable(paper.table.title),
        "lead": printable(lead(paper)),
        "note": printable(paper.table.note),
        "mark": printable(paper.mark),
        "foot": [printable(text) for text in foot(paper)],
        "paper": paper.size,
        "size": _size(paper, wide, listed),
        "frozen": paper.frozen,
        "basis": [
            [printable(label), printable(text)]
            for label, text in (*paper.basis[LEAD:], *unprinted(texts(paper)))
        ],
        "stamp": sheet_stamp(paper),
        "parts": [_part(spans, wide, places, depth(paper.table)) for places in listed],
    }


def _size(paper: SheetPaper, wide: tuple[Fit, ...], listed: tuple[tuple[int, ...], ...]) -> float:
    """Return the size of text in pt, cut to tenths."""
    widest = max(sum(wide[place].width + AROUND for place in places) for places in listed)
    fitting = int(PRINTED_PT[paper.size] / widest * 20) / 10
    return min(LARGEST, max(SMALLEST, fitting))


def _part(
    spans: tuple[Span, ...], wide: tuple[Fit, ...], places: tuple[int, ...], deep: int
) -> dict[str, Any]:
    at = {column: place for place, column in enumerate(places)}
    return {
        "widths": [wide[place].width + AROUND for place in places],
        "sides": [wide[place].side for place in places],
        "depth": deep,
        "heads": [
            [printable(span.text), span.row, at[span.column], span.rows, span.columns]
            for span in spans
            if span.column in at
        ],
    }
