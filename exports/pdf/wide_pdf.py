"""A wide table as PDF/A, landscape: merged headings repeated, lights with marks, subtotals."""

from typing import Any

from exports.papers.sheet_layout import Fit, columns, parts
from exports.papers.sheet_paper import LEAD, SheetPaper, foot, lead, texts
from exports.pdf import glyphs
from exports.pdf.glyphs import printable
from exports.pdf.render import typeset_apart
from metrics.errors import UserError
from metrics.views.parts.heading_spans import Span, heading_spans
from metrics.views.parts.table import Cell

TIMEOUT_SECONDS = 300
MOST_ROWS = 3_200
"""A province of 3,000 projects; typesetting takes 1 MB of memory a row. Excel takes any number."""
PRINTED_PT = {"a3": 1122, "a4": 774}
"""Width of the table on a sheet."""
AROUND = 1.5
"""Half-ems of a column's width that stay empty."""
LARGEST, SMALLEST = 9.0, 6.5  # sizes of text in pt: the largest at which all columns fit


class TooLong(UserError):
    """The table has more rows than a paper should have."""

    exit_code = 35


def render(paper: SheetPaper) -> bytes:
    """Return the paper as PDF/A-2a, typeset in a process of its own."""
    if len(paper.table.lines) > MOST_ROWS:
        raise TooLong(
            f"共{len(paper.table.lines)}行，PDF最多{MOST_ROWS}行；请缩小筛选范围或改用Excel。"
        )
    glyphs.check_texts((where, printable(text)) for where, text in texts(paper))
    return typeset_apart(
        as_data(paper), dated=paper.dated, template="wide", seconds=TIMEOUT_SECONDS
    )


def as_data(paper: SheetPaper) -> dict[str, Any]:
    """Return all that the layout in `templates/wide.typ` is told: one table for each part."""
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
        "basis": [[printable(label), printable(text)] for label, text in paper.basis[LEAD:]],
        "parts": [_part(paper, spans, wide, places) for places in listed],
    }


def _size(paper: SheetPaper, wide: tuple[Fit, ...], listed: tuple[tuple[int, ...], ...]) -> float:
    """Return the size of text in pt, cut to tenths."""
    widest = max(sum(wide[place].width + AROUND for place in places) for places in listed)
    fitting = int(PRINTED_PT[paper.size] / widest * 20) / 10
    return min(LARGEST, max(SMALLEST, fitting))


def _part(
    paper: SheetPaper, spans: tuple[Span, ...], wide: tuple[Fit, ...], places: tuple[int, ...]
) -> dict[str, Any]:
    at = {column: place for place, column in enumerate(places)}
    return {
        "widths": [wide[place].width + AROUND for place in places],
        "sides": [wide[place].side for place in places],
        "heads": [
            [printable(span.text), span.row, at[span.column], span.rows, span.columns]
            for span in spans
            if span.column in at
        ],
        "rows": [
            {
                "total": printable(line.total) if line.total else None,
                "cells": [
                    _cell(line.cells[place])
                    for place in places[paper.frozen if line.total else 0 :]
                ],
            }
            for line in paper.table.lines
        ],
    }


def _cell(cell: Cell) -> list[str | None]:
    signal = cell.signal
    mark, colour = (signal.mark, signal.colour) if signal else ("", None)
    return [printable(cell.text), mark, colour]
