"""A wide table for paper and Excel: the table as the screen shows it, and what it rests on."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from metrics.views.tables import DisplayTable

WORDS = ("依据", "内容")


class SheetPaper(NamedTuple):
    """One table with its basis; `frozen` first columns repeat on every sheet of paper.

    `parts` says after which columns a sheet of paper ends, so that no column is too narrow to read.
    """

    table: DisplayTable
    basis: tuple[tuple[str, str], ...]
    dated: date
    frozen: int
    parts: tuple[int, ...]
    mark: str = ""


def texts(paper: SheetPaper) -> Iterator[tuple[str, str]]:
    """Yield every text that is printed, and where it stands."""
    table = paper.table
    yield "标题", table.title
    yield "注", table.note
    for label, text in paper.basis:
        yield "依据", label + text
    for texts_of in table.headings:
        for text in texts_of:
            yield "表头", text
    for row in table.rows:
        for label, cell in zip(table.columns, row, strict=True):
            yield f"“{label}”列", cell.text
