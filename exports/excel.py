"""A wide table as .xlsx: merged headings, frozen columns, print titles, lights with mark and colour.

Made in a process of its own, for thousands of rows keep a processor busy for seconds. Text is
never a formula, and the same table gives the same bytes.
"""

import json
import subprocess
import sys
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exports.sheet_cells import DAY, kept
from exports.sheet_paper import WORDS, SheetPaper
from metrics.errors import UserError
from metrics.views.heading_spans import depth, heading_spans, total_words

ROOT = Path(__file__).parents[1]
TIMEOUT_SECONDS = 300
A3 = 8  # Excel's number of the paper
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "in_memory": True}  # fmt: skip
FONT = "宋体"
HEAD_COLOUR, TOTAL_COLOUR = "#fbe9e7", "#eef1f5"
MOST_WIDE, LEAST_WIDE = 26, 5
TITLE_ROWS = 2
CHARACTER_MM, EDGE_MM, PRINTED_MM = 1.852, 1.32, 390  # of a column's width, and an A3 sheet's
SMALLER, AROUND = 0.88, 1.2  # text is smaller than the font widths count in


class WritingFailed(UserError):
    """The workbook could not be made; nothing was written."""

    exit_code = 34


def render(paper: SheetPaper) -> bytes:
    """Return the paper as .xlsx; WritingFailed tells why it could not be made."""
    data = json.dumps(as_data(paper), ensure_ascii=False).encode()
    command = [sys.executable, "-m", "exports.excel"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=data, cwd=ROOT, capture_output=True, timeout=TIMEOUT_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise WritingFailed(f"生成Excel超过{TIMEOUT_SECONDS}秒，已停止；请缩小筛选范围。") from None
    if done.returncode:
        raise WritingFailed(f"生成Excel失败：{done.stderr.decode(errors='replace').strip()[-300:]}")
    return done.stdout


def as_data(paper: SheetPaper) -> dict[str, Any]:
    """Return all that the writer is told."""
    table = paper.table
    return {
        "title": table.title + (f"【{paper.mark}】" if paper.mark else ""),
        "note": table.note,
        "dated": paper.dated.isoformat(),
        "frozen": paper.frozen,
        "depth": depth(table),
        "breaks": paper.parts[:-1],
        "headings": heading_spans(table),
        "columns": len(table.columns),
        "rows": [
            {"total": total_words(row, paper.frozen), "cells": [_cell(cell) for cell in row]}
            for row in table.rows
        ],
        "basis": paper.basis,
    }


def _cell(cell: Any) -> list[Any]:
    value, shape = kept(cell)
    look = [cell.signal.colour, cell.signal.ground] if cell.signal else None
    return [value.isoformat() if isinstance(value, date) else value, shape, look]


class _Book:
    """A workbook being written; formats are made once each."""

    def __init__(self, dated: str) -> None:
        self.content = BytesIO()
        self.file = xlsxwriter.Workbook(self.content, SAFE)
        self.file.set_properties({"created": datetime.fromisoformat(dated)})
        self._formats: dict[str, Format] = {}

    def format(self, **wanted: Any) -> Format:
        """Return the format with these properties, in the table's font and lines."""
        base = {"font_name": FONT, "font_size": 9, "border": 1, "border_color": "#8c8c8c",
                "valign": "vcenter", "text_wrap": True}  # fmt: skip
        key = repr(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(base | wanted)
        return self._formats[key]


def written(data: dict[str, Any]) -> bytes:
    """Write the workbook from plain data."""
    book = _Book(data["dated"])
    page = book.file.add_worksheet("督导一张表")
    _title(book, page, data)
    _headings(book, page, data)
    first = TITLE_ROWS + data["depth"]
    for place, row in enumerate(data["rows"], start=first):
        _row(book, page, place, row, data["frozen"])
    _paper(page, data, _widths(page, data))
    _basis(book, data)
    book.file.close()
    return book.content.getvalue()


def _title(book: _Book, page: Worksheet, data: dict[str, Any]) -> None:
    look = book.format(font_size=16, bold=True, border=0, text_wrap=False)
    page.write_string(0, 0, data["title"], look)
    page.set_row(0, 28)
    page.write_string(1, 0, data["note"], book.format(border=0, text_wrap=False))


def _headings(book: _Book, page: Worksheet, data: dict[str, Any]) -> None:
    look = book.format(bold=True, align="center", bg_color=HEAD_COLOUR)
    for text, row, column, rows, columns in data["headings"]:
        top = TITLE_ROWS + row
        if rows == columns == 1:
            page.write_string(top, column, text, look)
        else:
            page.merge_range(top, column, top + rows - 1, column + columns - 1, text, look)


def _row(book: _Book, page: Worksheet, place: int, row: dict[str, Any], frozen: int) -> None:
    total = {"bold": True, "bg_color": TOTAL_COLOUR} if row["total"] else {}
    if row["total"]:
        page.merge_range(place, 0, place, frozen - 1, row["total"], book.format(**total))
    for column, (value, shape, look) in enumerate(row["cells"]):
        if row["total"] and column < frozen:
            continue
        lit = {"font_color": look[0], "bg_color": look[1]} if look else {}
        side = {"align": "center"} if shape == DAY else {}
        wanted = book.format(num_format=shape, **total, **lit, **side)
        if shape == DAY:
            page.write_datetime(place, column, datetime.fromisoformat(value), wanted)
        elif isinstance(value, str):
            page.write_string(place, column, value, wanted)
        else:
            page.write_number(place, column, value, wanted)


def _widths(page: Worksheet, data: dict[str, Any]) -> list[float]:
    plain = [row["cells"] for row in data["rows"] if not row["total"]]
    heads = {span[2]: span[0] for span in data["headings"] if span[1] + span[3] == data["depth"]}
    widths = []
    for column in range(data["columns"]):
        longest = max((_ems(cells[column]) for cells in plain), default=0)
        wanted = max(longest, 2 * len(heads.get(column, "")), LEAST_WIDE) * SMALLER + AROUND
        widths.append(min(wanted, MOST_WIDE))
        page.set_column(column, column, widths[-1])
    return widths


def _ems(cell: list[Any]) -> int:
    value, shape, _ = cell
    if shape == DAY:
        return len(DAY)
    if not isinstance(value, str):
        return len(f"{value:,.2f}") if "." in shape else len(f"{value:,}")
    return sum(2 if ord(character) > 0x2E7F else 1 for character in value)


def _paper(page: Worksheet, data: dict[str, Any], widths: list[float]) -> None:
    first, last = TITLE_ROWS + data["depth"], data["columns"] - 1
    page.freeze_panes(first, data["frozen"])
    page.repeat_rows(TITLE_ROWS, first - 1)
    page.repeat_columns(0, data["frozen"] - 1)
    page.set_landscape()
    page.set_paper(A3)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_print_scale(_scale(data, widths))
    page.set_v_pagebreaks(list(data["breaks"]))
    page.set_footer("&C第&P页，共&N页")
    page.print_area(0, 0, first + len(data["rows"]) - 1, last)


def _scale(data: dict[str, Any], widths: list[float]) -> int:
    """Return the percentage at which the widest part fits a sheet: Excel's own fit drops breaks."""
    ends = (*data["breaks"], data["columns"])
    starts = (data["frozen"], *data["breaks"])
    printed = [width * CHARACTER_MM + EDGE_MM for width in widths]
    parts = [sum(printed[start:end]) for start, end in zip(starts, ends, strict=True)]
    widest = sum(printed[: data["frozen"]]) + max(parts)
    return max(20, min(100, int(100 * PRINTED_MM / widest)))


def _basis(book: _Book, data: dict[str, Any]) -> None:
    page = book.file.add_worksheet("依据")
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 90)
    head = book.format(bold=True, align="center", bg_color=HEAD_COLOUR)
    for column, word in enumerate(WORDS):
        page.write_string(0, column, word, head)
    for row, (label, text) in enumerate((*data["basis"], ("说明", data["note"])), start=1):
        page.write_string(row, 0, label, book.format())
        page.write_string(row, 1, text, book.format())


def main() -> int:
    """Write what standard input describes to standard output."""
    sys.stdout.buffer.write(written(json.loads(sys.stdin.buffer.read())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
