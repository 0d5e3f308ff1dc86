"""A wide table as PDF/A on A3 landscape: merged headings repeated, lights with marks, subtotals."""

from fractions import Fraction
from typing import Any

from exports import glyphs
from exports.glyphs import printable
from exports.pdf import typeset_apart
from exports.sheet_paper import SheetPaper, texts
from metrics.errors import UserError
from metrics.views.heading_spans import Span, depth, heading_spans, total_words
from metrics.views.tables import Cell

TIMEOUT_SECONDS = 300
MOST_ROWS = 5_000
"""A paper longer than this is not read; Excel takes any number of rows."""
NARROW, LIGHT, TEXT = 8, 17, 24  # widths in half-ems: of headings at least, a light, a name


class TooLong(UserError):
    """The table has more rows than a paper should have."""

    exit_code = 35


def render(paper: SheetPaper) -> bytes:
    """Return the paper as PDF/A-2a, typeset in a process of its own."""
    if len(paper.table.rows) > MOST_ROWS:
        raise TooLong(
            f"共{len(paper.table.rows)}行，PDF最多{MOST_ROWS}行；请缩小筛选范围或改用Excel。"
        )
    glyphs.check_texts((where, printable(text)) for where, text in texts(paper))
    return typeset_apart(
        as_data(paper), dated=paper.dated, template="wide", seconds=TIMEOUT_SECONDS
    )


def as_data(paper: SheetPaper) -> dict[str, Any]:
    """Return all that the layout in `templates/wide.typ` is told: one table for each part."""
    table, frozen = paper.table, paper.frozen
    spans, starts = heading_spans(table), (frozen, *paper.parts[:-1])
    return {
        "systemfonts": False,
        "title": printable(table.title),
        "note": printable(table.note),
        "mark": printable(paper.mark),
        "frozen": frozen,
        "depth": depth(table),
        "basis": [[printable(label), printable(text)] for label, text in paper.basis],
        "parts": [
            _part(paper, spans, (*range(frozen), *range(start, end)))
            for start, end in zip(starts, paper.parts, strict=True)
        ],
    }


def _part(paper: SheetPaper, spans: tuple[Span, ...], places: tuple[int, ...]) -> dict[str, Any]:
    table = paper.table
    at = {column: place for place, column in enumerate(places)}
    rows = [(total_words(row, paper.frozen), row) for row in table.rows]
    plain = [row for total, row in rows if total is None]
    return {
        "widths": [_width(table.columns[place], [row[place] for row in plain]) for place in places],
        "heads": [
            [printable(span.text), span.row, at[span.column], span.rows, span.columns]
            for span in spans
            if span.column in at
        ],
        "rows": [
            {
                "total": total and printable(total),
                "cells": [_cell(row[place]) for place in places[paper.frozen if total else 0 :]],
            }
            for total, row in rows
        ],
    }


def _width(label: str, cells: list[Cell]) -> int:
    """Return a share of the width by the longest text, long ones wrapping."""
    if any(cell.signal for cell in cells):
        return LIGHT
    longest = max((_ems(cell.text) for cell in cells), default=0)
    return max(min(longest, TEXT), min(_ems(label.split("·")[-1]), NARROW), 4) + 1


def _ems(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def _cell(cell: Cell) -> list[str | None]:
    signal = cell.signal
    side = "right" if isinstance(cell.value, int | Fraction) and not signal else "left"
    mark, colour = (signal.mark, signal.colour) if signal else ("", None)
    return [printable(cell.text), mark, colour, side]
