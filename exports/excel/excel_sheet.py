"""The writer of wide tables as .xlsx: plain data on standard input, the workbook on standard output.

On screen: merged headings, frozen columns, a filter, lights with mark and colour. On paper: the
sheets end after the columns that were planned, headings and first columns on each of them.
"""

import json
import sys
from base64 import b64decode
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exports.excel.sheet_cells import DAY
from exports.papers.sheet_paper import WORDS
from exports.text_width import half_ems

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "in_memory": True}  # fmt: skip
NORMAL = {"font_name": "Arial", "font_size": 10, "font_scheme": "none"}
"""Column widths count in digits of this font: of all fonts, every office suite has its metrics."""
FONT, SIZE, TITLE_SIZE = "宋体", 9, 16
BOLD = 1.4
"""Half-ems of a digit in the widest bold font that stands in for 宋体."""
HEAD_COLOUR, TOTAL_COLOUR, GREY = "#fbe9e7", "#eef1f5", "#595959"
HALF_EM, AROUND = 6, 9  # pixels of a half-em at 9 pt, and of a column around its text
LINE, BESIDE = 11.5, 4.5  # points of a line, and of a row around its lines
PAPERS = {"a3": (8, 420), "a4": (9, 297)}  # Excel's number of the paper, its width in mm
MARGIN_MM, MM_PER_INCH, MM_PER_PIXEL = 10, 25.4, 25.4 / 96
LOOSE = 1.08
"""LibreOffice draws columns wider than Excel, by 6 % with Arial's metrics."""
TRACED = "溯源"
TRACED_COLUMNS = {"单元格": 10, "数字": 40, "地区": 24, "值": 24, "溯源码": 20}
"""The headings of the sheet of trace codes, with the widths of their columns in digits."""
PROVED = "核验"
BASIS_LINE = 96
"""Half-ems that stand in a line of the basis."""
LARGEST, SMALLEST = 100, 20  # print scales in percent


class _Book:
    """A workbook being written; formats are made once each."""

    def __init__(self, dated: str) -> None:
        self.content = BytesIO()
        self.file = xlsxwriter.Workbook(self.content, SAFE | {"default_format_properties": NORMAL})
        self.file.set_properties({"created": datetime.fromisoformat(dated)})
        self._formats: dict[str, Format] = {}

    def format(self, **wanted: Any) -> Format:
        """Return the format with these properties, in the table's font and lines."""
        base = {"font_name": FONT, "font_size": SIZE, "border": 1, "border_color": "#8c8c8c",
                "valign": "vcenter", "text_wrap": True}  # fmt: skip
        key = repr(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(base | wanted)
        return self._formats[key]

    def line(self, **wanted: Any) -> Format:
        """Return the format of a line outside the table, which runs on over empty cells."""
        return self.format(border=0, text_wrap=False, **wanted)


def written(data: dict[str, Any]) -> bytes:
    """Write the workbook from plain data."""
    book = _Book(data["dated"])
    page = book.file.add_worksheet(data["name"])
    _title(book, page, data)
    _headings(book, page, data)
    sides = [side for _, side in data["columns"]]
    for place, row in enumerate(data["rows"], start=_first(data)):
        _row(book, page, place, row, sides, data["frozen"])
    _screen(page, data)
    _paper(page, data)
    _traced(book, data)
    _basis(book, data)
    book.file.close()
    return book.content.getvalue()


def _top(data: dict[str, Any]) -> int:
    """Return the row of the first headings, from 0."""
    return 1 + len(data["above"])


def _first(data: dict[str, Any]) -> int:
    """Return the row below the headings."""
    return _top(data) + int(data["depth"])


def _title(book: _Book, page: Worksheet, data: dict[str, Any]) -> None:
    page.set_row(0, 28)
    page.write_string(0, 0, data["title"], book.line(font_size=_title_size(data), bold=True))
    for row, text in enumerate(data["above"], start=1):
        page.write_string(row, data["above_from"], text, book.line())


def _title_size(data: dict[str, Any]) -> int:
    """Return the size in points: where the first columns are printed again, the title fits them."""
    if len(data["parts"]) == 1:
        return TITLE_SIZE
    room = sum(_pixels(data)[: data["frozen"]])
    return min(TITLE_SIZE, int(SIZE * room / (half_ems(data["title"], BOLD) * HALF_EM)))


def _headings(book: _Book, page: Worksheet, data: dict[str, Any]) -> None:
    look = book.format(bold=True, align="center", bg_color=HEAD_COLOUR)
    for place in range(_top(data), _first(data)):
        high = data["heading_lines"] if place == _first(data) - 1 else 1
        page.set_row(place, LINE * high + BESIDE)
    for text, row, column, rows, columns in data["headings"]:
        top = _top(data) + row
        if rows == columns == 1:
            page.write_string(top, column, text, look)
        else:
            page.merge_range(top, column, top + rows - 1, column + columns - 1, text, look)


def _row(
    book: _Book, page: Worksheet, place: int, row: dict[str, Any], sides: list[str], frozen: int
) -> None:
    total = {"bold": True, "bg_color": TOTAL_COLOUR} if row["total"] else {}
    page.set_row(place, LINE * row["lines"] + BESIDE)
    if row["total"]:
        page.merge_range(place, 0, place, frozen - 1, row["total"], book.format(**total))
    for column, (value, shape, look) in enumerate(row["cells"]):
        if row["total"] and column < frozen:
            continue
        lit = {"font_color": look[0], "bg_color": look[1]} if look else {}
        wanted = book.format(num_format=shape, align=sides[column], **total, **lit)
        _write(page, (place, column), value, shape, wanted)


def _write(
    page: Worksheet, at: tuple[int, int], value: str | float, shape: str, look: Format
) -> None:
    if shape == DAY:
        page.write_datetime(*at, datetime.fromisoformat(str(value)), look)
    elif isinstance(value, str):
        page.write_string(*at, value, look)
    else:
        page.write_number(*at, value, look)


def _screen(page: Worksheet, data: dict[str, Any]) -> None:
    first, last = _first(data), len(data["columns"]) - 1
    end = first + len(data["rows"]) - 1
    for column, width in enumerate(_pixels(data)):
        page.set_column_pixels(column, column, width)
    page.freeze_panes(first, data["frozen"])
    page.autofilter(first - 1, 0, end, last)
    # Codes are texts of digits on purpose: no warning triangles.
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _paper(page: Worksheet, data: dict[str, Any]) -> None:
    first, last = _first(data), len(data["columns"]) - 1
    number, _ = PAPERS[data["size"]]
    inch = MARGIN_MM / MM_PER_INCH
    page.repeat_rows(_top(data), first - 1)
    page.repeat_columns(0, data["frozen"] - 1)
    page.set_landscape()
    page.set_paper(number)
    page.center_horizontally()
    page.set_margins(left=inch, right=inch, top=0.6, bottom=0.6)
    _scale(page, data)
    title, left, right = (_after_size(text) for text in (data["title"], *data["foot"]))
    page.set_header(f"&R&9{title}")
    page.set_footer(f"&L&8{left}&C&9第&P页，共&N页&R&8{right}")
    page.print_area(0, 0, first + len(data["rows"]) - 1, last)


def _after_size(text: str) -> str:
    """Keep a text that begins with a digit from being read as part of the size before it: "&82023年"."""
    return (" " if text[:1].isdigit() else "") + text.replace("&", "&&")


def _scale(page: Worksheet, data: dict[str, Any]) -> None:
    """Let the columns of each part fit a sheet of paper; where all are one part, the program does."""
    if len(data["parts"]) == 1:
        page.fit_to_pages(1, 0)
    else:
        page.set_print_scale(print_scale(data))
        page.set_v_pagebreaks([places[-1] + 1 for places in data["parts"][:-1]])


def _pixels(data: dict[str, Any]) -> list[int]:
    return [width * HALF_EM + AROUND for width, _ in data["columns"]]


def print_scale(data: dict[str, Any]) -> int:
    """Return the percentage at which the widest part fits a sheet: Excel's own fit drops breaks."""
    pixels = _pixels(data)
    widest = max(sum(pixels[place] for place in places) for places in data["parts"])
    printed = PAPERS[data["size"]][1] - 2 * MARGIN_MM
    return max(SMALLEST, min(LARGEST, int(100 * printed / (widest * MM_PER_PIXEL * LOOSE))))


def _traced(book: _Book, data: dict[str, Any]) -> None:
    """Write the sheet on which every figure of the table has its trace code; none without figures."""
    if not data["traced"]:
        return
    page = book.file.add_worksheet(TRACED)
    page.set_paper(PAPERS["a4"][0])
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    head = book.format(bold=True, align="center", bg_color=HEAD_COLOUR)
    for column, (word, width) in enumerate(TRACED_COLUMNS.items()):
        page.set_column(column, column, width)
        page.write_string(0, column, word, head)
    for row, texts in enumerate(data["traced"], start=1):
        for column, text in enumerate(texts):
            page.write_string(row, column, text, book.format())
    page.autofilter(0, 0, len(data["traced"]), len(TRACED_COLUMNS) - 1)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _basis(book: _Book, data: dict[str, Any]) -> None:
    page = book.file.add_worksheet("依据")
    page.set_paper(PAPERS["a4"][0])
    page.fit_to_pages(1, 0)
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 90)
    head = book.format(bold=True, align="center", bg_color=HEAD_COLOUR)
    for column, word in enumerate(WORDS):
        page.write_string(0, column, word, head)
    entries = (*data["basis"], ("说明", data["note"]))
    for row, entry in enumerate(entries, start=1):
        _entry(book, page, row, *entry)
    if stamp := data["stamp"]:
        _entry(book, page, len(entries) + 1, PROVED, stamp["words"])
        image = {"image_data": BytesIO(b64decode(stamp["png"])), "description": stamp["alt"]}
        page.insert_image(len(entries) + 2, 1, "code.png", {**image, "x_offset": 4, "y_offset": 4})


def _entry(book: _Book, page: Worksheet, row: int, label: str, text: str) -> None:
    """Write an entry of the basis, its row as high as its words need."""
    page.write_string(row, 0, label, book.format())
    page.write_string(row, 1, text, book.format())
    lines = sum(max(1, ceil(half_ems(line) / BASIS_LINE)) for line in text.split("\n"))
    page.set_row(row, LINE * lines + BESIDE)


def main() -> int:
    """Write what standard input describes to standard output."""
    sys.stdout.buffer.write(written(json.loads(sys.stdin.buffer.read())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
