"""Read a wide table back from its .xlsx and its PDF, as texts to compare with the screen's."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from subprocess import run

import openpyxl
from openpyxl.cell import Cell as Written

from exports.excel.render import as_data
from exports.papers.sheet_paper import SheetPaper
from metrics.views.parts.heading_spans import depth
from metrics.views.parts.numbers import MISSING


def expected(paper: SheetPaper) -> list[list[str]]:
    """Return what each row says: totals in one cell, lights with their marks."""
    rows = []
    for line in paper.table.lines:
        said = [f"{c.signal.mark}{c.text}" if c.signal else c.text for c in line.cells]
        rows.append([line.total, *said[paper.frozen :]] if line.total else said)
    return rows


def from_excel(paper: SheetPaper, content: bytes) -> list[list[str]]:
    """Return the rows as Excel shows them; a blank stands for what is not known."""
    page = openpyxl.load_workbook(BytesIO(content))[paper.name]
    first = _titles(paper) + depth(paper.table) + 1
    return [
        [_shown(cell) for cell in row if not isinstance(cell, openpyxl.cell.MergedCell)]
        for row in page.iter_rows(min_row=first)
    ]


def headings(paper: SheetPaper, content: bytes) -> list[list[str | None]]:
    """Return the rows of headings; merged cells hold their text once."""
    page = openpyxl.load_workbook(BytesIO(content))[paper.name]
    titles = _titles(paper)
    last = titles + depth(paper.table)
    return [[c.value for c in row] for row in page.iter_rows(min_row=titles + 1, max_row=last)]


def _titles(paper: SheetPaper) -> int:
    """Return how many rows of the worksheet stand above the headings."""
    return 1 + len(as_data(paper)["above"])


def _shown(cell: Written) -> str:
    value, shape = cell.value, cell.number_format
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, str):
        return value
    return _number(Decimal(str(value)), shape)


def _number(value: Decimal, shape: str) -> str:
    if shape == "0.0%":
        return f"{_rounded(value * 100, 1)}%"
    if shape.startswith("+"):
        return f"{_rounded(value, 1):+}" if _rounded(value, 1) else "0.0"
    return f"{_rounded(value, 2):,}" if "." in shape else f"{value:{',' if ',' in shape else ''}}"


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def blank_if_missing(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows with what is not known as blanks, as Excel keeps them."""
    return [["" if text == MISSING else text for text in row] for row in rows]


def pdf_text(content: bytes, folder: Path) -> str:
    """Return all text of a PDF in the order in which it was set, without any space."""
    path = folder / "table.pdf"
    path.write_bytes(content)
    command = ["pdftotext", "-raw", str(path), "-"]
    return squeezed(run(command, capture_output=True, check=True, text=True).stdout)


def squeezed(text: str) -> str:
    """Return the text without any space."""
    return "".join(text.split())
