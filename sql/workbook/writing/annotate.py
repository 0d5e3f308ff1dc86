"""Mark an officer's workbook: wrong cells coloured and commented, a list of all in front.

Layout and formulas of the officer's file survive. What the officer typed is written as text, never
as a formula, and never shapes a comment. All of it runs in a process of its own (`child.py`), for
openpyxl takes a stranger's file as it comes; `marked_copy.py` is the caller's side.
"""

import io
import warnings
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet._reader import WorksheetReader
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from metrics.records.findings import Severity
from sql.workbook.addresses import found_at
from sql.workbook.words import LIST_LABEL, sheet_word
from sql.workbook.writing.marks import MAX_MARKS, Mark

AUTHOR = "督导一张表"
_FILLS = {Severity.REFUSE.value: "FFF4B6B0", Severity.WARN.value: "FFFFE699"}
_HEADINGS = ("序号", "类别", "工作表", "单元格", "列", "填写内容", "问题及改法")
_WIDTHS = (6, 8, 12, 10, 22, 26, 90)
_COMMENT_SIZE = (90, 320)  # height and width in points


def marked(told: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return the workbook with its marks; the task "mark" of `child.py`."""
    marks = [Mark(**each) for each in told["marks"]]
    WorksheetReader.bind_merged_cells = _merges_as_they_stand
    with warnings.catch_warnings():
        # Features of the file that openpyxl drops (extended validations) are named as warnings.
        warnings.simplefilter("ignore")
        with closing(openpyxl.load_workbook(io.BytesIO(content))) as book:
            if not book.worksheets:
                raise ValueError("a workbook without sheets")
            pages = {sheet_word(page.title): page for page in book.worksheets}
            _wipe(book)
            for mark in marks[:MAX_MARKS]:
                page = pages.get(sheet_word(mark.sheet))
                if page is not None and found_at(mark.cell) != (0, 0):
                    _mark(page[mark.cell], mark)
            _add_list(book, pages, marks)
            return {}, [_saved(book)]


def listed(told: Mapping[str, Any], _content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return a workbook with the list alone; the task "list" of `child.py`."""
    book = Workbook()
    _add_list(book, {}, [Mark(**each) for each in told["marks"]])
    del book[book.sheetnames[-1]]
    return {}, [_saved(book)]


def _merges_as_they_stand(reader: WorksheetReader) -> None:
    """Keep merged ranges as they are written: openpyxl makes a cell for each place in their frames.

    A column merged from top to bottom would be a million of them.
    """
    if reader.parser.merged_cells:
        ranges = [CellRange(each.ref) for each in reader.parser.merged_cells.mergeCell]
        reader.ws.merged_cells = MultiCellRange(ranges)


def _saved(book: Workbook) -> bytes:
    """Return the file; no part of it lies in a temporary folder when this process is killed."""
    ExcelWriter.write_worksheet = _write_in_memory
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write_in_memory(writer: ExcelWriter, page: Worksheet) -> None:
    """Write a sheet as openpyxl does, which puts each into a file of its own first."""
    page._drawing = SpreadsheetDrawing()
    page._drawing.charts, page._drawing.images = page._charts, page._images
    content = io.BytesIO()
    rows = WorksheetWriter(page, content)
    rows.write()
    page._rels = rows._rels
    writer._archive.writestr(page.path[1:], content.getvalue())
    writer.manifest.append(page)


def _wipe(book: Workbook) -> None:
    """Take away the marks and the list of an earlier round."""
    if LIST_LABEL in book.sheetnames:
        del book[LIST_LABEL]
    for page in book.worksheets:
        for cell in _cells(page):
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = PatternFill()


def _cells(page: Worksheet) -> Iterable[Cell]:
    """Return the cells the file holds, without filling the gaps between them."""
    return list(page._cells.values())


def _mark(cell: Cell, mark: Mark) -> None:
    earlier = f"{cell.comment.text}\n" if cell.comment is not None else ""
    text = _clean(f"{earlier}{mark.kind}：{mark.message}")
    cell.comment = Comment(text, AUTHOR, height=_COMMENT_SIZE[0], width=_COMMENT_SIZE[1])
    if not earlier or mark.kind == Severity.REFUSE.value:
        cell.fill = PatternFill("solid", fgColor=_FILLS[mark.kind])


def _add_list(book: Workbook, pages: dict[str, Worksheet], marks: Sequence[Mark]) -> None:
    """Put the list of all findings in front; each address leads to its cell."""
    page = book.create_sheet(LIST_LABEL, 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    for at, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(at)].width = width
        _write(page.cell(1, at), _HEADINGS[at - 1]).font = Font(bold=True, color="FFFFFFFF")
        page.cell(1, at).fill = PatternFill("solid", fgColor="FF1F4E79")
    for row, mark in enumerate(marks, start=2):
        _write_line(page, row, mark, pages.get(sheet_word(mark.sheet)))
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(_WIDTHS))}{len(marks) + 1}"
    _lay_out(page)


def _write_line(page: Worksheet, row: int, mark: Mark, aimed: Worksheet | None) -> None:
    values = (
        str(row - 1), mark.kind, mark.sheet or "整个文件", mark.cell, mark.label, mark.value,
        mark.message,
    )  # fmt: skip
    for at, value in enumerate(values, start=1):
        _write(page.cell(row, at), value)
    page.cell(row, 2).fill = PatternFill("solid", fgColor=_FILLS[mark.kind])
    if aimed is not None and found_at(mark.cell) != (0, 0):
        title = aimed.title.replace("'", "''")
        link = page.cell(row, 4)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{title}'!{mark.cell}")
        link.font = Font(underline="single", color="FF0563C1")


def _write(cell: Cell, text: str) -> Cell:
    """Write text as text, whatever it begins with."""
    cell.value = _clean(text)
    if text:
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _clean(text: str) -> str:
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))[:2_000]


def _lay_out(page: Worksheet) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
