"""Give the officer's own workbook back: wrong cells coloured and commented, a list of all in front.

Layout and formulas of the officer's file survive. A file too large for that, or one that cannot be
opened as a workbook, gets the list alone. What the officer typed is written as text, never as a
formula, and never shapes a comment.
"""

import warnings
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from metrics.records.findings import CellError, Severity
from sql.workbook.addresses import found_at
from sql.workbook.guard import WorkbookRefused, look_at_file, open_container
from sql.workbook.words import LIST_LABEL, sheet_word

AUTHOR = "督导一张表"
MAX_FILE = 5 << 20
MAX_UNZIPPED = 60 << 20
MAX_MARKS = 5_000
_FILLS = {Severity.REFUSE: "FFF4B6B0", Severity.WARN: "FFFFE699"}
_HEADINGS = ("序号", "类别", "工作表", "单元格", "列", "填写内容", "问题及改法")
_WIDTHS = (6, 8, 12, 10, 22, 26, 90)
_COMMENT_SIZE = (90, 320)  # height and width in points


@dataclass(frozen=True, slots=True)
class Marked:
    """The file to give back; `whole` is false when it holds only the list."""

    path: Path
    whole: bool

    @property
    def note(self) -> str:
        """A sentence for the officer."""
        if self.whole:
            return (
                "已在您上传的工作簿中标出问题单元格，首页“错误清单”列出全部问题，改好后可直接上传。"
            )
        return "文件较大或无法原样打开，只附“错误清单”，请对照清单在原文件中修改。"


def annotate(path: Path, findings: Sequence[CellError], *, target: Path) -> Marked:
    """Write the marked copy of the workbook at `path` to `target`.

    A file that was refused as a whole (code `file`) is not opened: only the guard and the reading
    process ever saw it.
    """
    if _is_small(path) and all(finding.code != "file" for finding in findings):
        try:
            _mark_file(path, findings, target)
        except Exception:
            return _list_alone(findings, target)
        return Marked(target, whole=True)
    return _list_alone(findings, target)


def _is_small(path: Path) -> bool:
    try:
        look_at_file(path)
        with closing(open_container(path)) as box:
            unzipped = sum(entry.file_size for entry in box.infolist())
    except (WorkbookRefused, zipfile.BadZipFile, OSError):
        return False
    return path.stat().st_size <= MAX_FILE and unzipped <= MAX_UNZIPPED


def _mark_file(path: Path, findings: Sequence[CellError], target: Path) -> None:
    with warnings.catch_warnings():
        # Features of the file that openpyxl drops (extended validations) are named as warnings.
        warnings.simplefilter("ignore")
        with closing(openpyxl.load_workbook(path)) as book:
            if not book.worksheets:
                raise ValueError("a workbook without sheets")
            pages = {sheet_word(page.title): page for page in book.worksheets}
            _wipe(book)
            for finding in findings[:MAX_MARKS]:
                page = pages.get(sheet_word(finding.sheet))
                if page is not None and found_at(finding.cell) != (0, 0):
                    _mark(page[finding.cell], finding)
            _add_list(book, pages, findings)
            book.save(target)


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


def _mark(cell: Cell, finding: CellError) -> None:
    earlier = f"{cell.comment.text}\n" if cell.comment is not None else ""
    text = _clean(f"{earlier}{finding.severity.value}：{finding.message}")
    cell.comment = Comment(text, AUTHOR, height=_COMMENT_SIZE[0], width=_COMMENT_SIZE[1])
    if not earlier or finding.severity is Severity.REFUSE:
        cell.fill = PatternFill("solid", fgColor=_FILLS[finding.severity])


def _list_alone(findings: Sequence[CellError], target: Path) -> Marked:
    book = Workbook()
    _add_list(book, {}, findings)
    del book[book.sheetnames[-1]]
    book.save(target)
    return Marked(target, whole=False)


def _add_list(book: Workbook, pages: dict[str, Worksheet], findings: Sequence[CellError]) -> None:
    """Put the list of all findings in front; each address leads to its cell."""
    page = book.create_sheet(LIST_LABEL, 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    for at, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(at)].width = width
        _write(page.cell(1, at), _HEADINGS[at - 1]).font = Font(bold=True, color="FFFFFFFF")
        page.cell(1, at).fill = PatternFill("solid", fgColor="FF1F4E79")
    for row, finding in enumerate(findings, start=2):
        _write_finding(page, row, finding, pages.get(sheet_word(finding.sheet)))
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(_WIDTHS))}{len(findings) + 1}"
    _lay_out(page)


def _write_finding(page: Worksheet, row: int, finding: CellError, aimed: Worksheet | None) -> None:
    values = (
        str(row - 1), finding.severity.value, finding.sheet or "整个文件", finding.cell,
        finding.label, finding.value, finding.message,
    )  # fmt: skip
    for at, value in enumerate(values, start=1):
        _write(page.cell(row, at), value)
    page.cell(row, 2).fill = PatternFill("solid", fgColor=_FILLS[finding.severity])
    if aimed is not None and found_at(finding.cell) != (0, 0):
        title = aimed.title.replace("'", "''")
        link = page.cell(row, 4)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{title}'!{finding.cell}")
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
