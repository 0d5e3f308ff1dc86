"""The sheet 待补内容: which blanks cost points, each with a link to its cell. It is never read."""

from collections.abc import Sequence
from fractions import Fraction

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from metrics.records.sheets import BY_NAME
from sql.workbook.words import GAPS_LABEL
from sql.workbook.writing.style import Look
from sql.workbook.writing.whose import Gap

_HEADINGS = (
    "序号", "工作表", "单元格", "列", "记录", "衡量内容", "该项缺失条数", "得分最多提高", "怎么补",
)  # fmt: skip
_WIDTHS = (6, 12, 9, 24, 34, 28, 9, 12, 60)
_ABOUT = (
    "以下空白使记录“数据缺失”：计入分母，不计入达标。补齐且全部达标时，本单位得分最多提高的分数按衡量内容列出，"
    "同一项的各条合计，不能按条相加。单元格可点击跳转。本表只供查看，导入时不读取。"
)
_NONE = "没有因空白而不能判定的记录。"


def write_gaps(
    book: Workbook, look: Look, gaps: Sequence[Gap], *, first_row: int, note: str = ""
) -> None:
    """Add the list, in the order of the gaps; `first_row` is that of the data of every sheet.

    `note` says instead why there is no list.
    """
    page = book.add_worksheet(GAPS_LABEL)
    for at, width in enumerate(_WIDTHS):
        page.set_column(at, at, width)
    page.hide_gridlines(2)
    page.set_row(0, 28)
    page.write_string(0, 0, GAPS_LABEL, look.title)
    page.merge_range(1, 0, 1, len(_WIDTHS) - 1, _ABOUT, look.plain)
    page.set_row(1, 34)
    page.write_row(2, 0, _HEADINGS, look.required)
    page.set_row(2, 34)
    if not gaps:
        page.merge_range(3, 0, 3, len(_WIDTHS) - 1, note or _NONE, look.plain)
    for row, gap in enumerate(gaps, start=3):
        _write_gap(page, look, row, gap, first_row)
    _lay_out(page, rows=len(gaps))


def _write_gap(page: Worksheet, look: Look, row: int, gap: Gap, first_row: int) -> None:
    sheet = BY_NAME[gap.sheet] if gap.sheet else None
    page.write_number(row, 0, row - 2, look.centre)
    page.write_string(row, 1, sheet.label if sheet else "", look.text)
    page.write_string(row, 2, "", look.centre)
    page.write_string(row, 3, "", look.text)
    if sheet and gap.column:
        names = [column.name for column in sheet.columns]
        page.write_string(row, 3, sheet.column(gap.column).label, look.text)
        if gap.row is not None:
            cell = xl_rowcol_to_cell(first_row + gap.row, names.index(gap.column))
            page.write_url(row, 2, f"internal:'{sheet.label}'!{cell}", look.link, cell)
    page.write_string(row, 4, gap.record, look.text)
    page.write_string(row, 5, gap.measure, look.text)
    page.write_number(row, 6, gap.records, look.centre)
    page.write_string(row, 7, points_words(gap.points), look.centre)
    page.write_string(row, 8, gap.advice, look.text)


def points_words(points: Fraction | None) -> str:
    """Write points to two decimals, rounded down: nobody is promised more than there is."""
    if points is None:
        return "随金额变化"
    if not points:
        return "单独补齐不加分"
    hundredths = int(points * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}分" if hundredths else "不足0.01分"


def _lay_out(page: Worksheet, *, rows: int) -> None:
    page.freeze_panes(3, 0)
    page.autofilter(2, 0, 2 + max(rows, 1), len(_WIDTHS) - 1)
    page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&C第&P页 共&N页")
