"""A wide table as PDF/A, landscape: merged headings repeated, lights with marks, subtotals."""

from typing import Any

from exports.paper_log import logged
from exports.papers.sheet_layout import parts
from exports.papers.sheet_paper import SheetPaper
from exports.pdf import wide_pieces
from exports.pdf.render import typeset_apart
from exports.pdf.wide_words import around_rows, on_part, rows

IN_ONE_RUN = 25_000
"""Cells that are typeset at once, in some 450 MB of memory; a longer table is made in pieces."""


def render(paper: SheetPaper) -> bytes:
    """Return the paper as PDF/A-2a, typeset in processes of their own."""

    def make() -> bytes:
        if len(paper.table.lines) * sum(map(len, parts(paper))) > IN_ONE_RUN:
            return wide_pieces.render(paper)
        return typeset_apart(as_data(paper), dated=paper.dated, template="wide")

    return logged(f"{paper.name}（PDF，{paper.dated}）", make)


def as_data(paper: SheetPaper) -> dict[str, Any]:
    """Return all that the layout in `templates/wide.typ` is told: one table for each part."""
    data, listed = around_rows(paper), rows(paper)
    for part, places in zip(data["parts"], parts(paper), strict=True):
        part["rows"] = [on_part(row, places, paper.frozen) for row in listed]
    return data
