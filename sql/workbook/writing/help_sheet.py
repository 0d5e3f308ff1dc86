"""The sheet 填报说明: how to fill the workbook, then one row per column of the dictionary."""

from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from metrics.records.schema import Column, Kind, Sheet
from metrics.records.sheets import SHEETS
from sql.workbook.dropdowns import Lists, allowed
from sql.workbook.reading.origin import DATE_LABEL, UNIT_LABEL
from sql.workbook.words import DATE_ASKED, HELP_LABEL, UNIT_ASKED
from sql.workbook.writing.style import HOW_TO_TYPE, Look
from sql.workbook.writing.whose import Whose

RULES = (
    "每个报送单位只填与本单位有关的工作表，其余留空；“区划”由省级维护。",
    "深色表头、带*的列必填；其余各列没有数据时留空，空白表示“未报”，不等于“没有”。",
    "在日期、名称、选项列中，确认没有的填“无”，例如“片区名称”填“无”表示未纳入片区联动。",
    "日期可填 2023-06-30、2023.6.30、2023/6/30、2023年6月30日；只写到月（2023年6月）按当月最后一天计。",
    "金额单位为万元，最多6位小数（0.000001万元即1分）；写成“1.2亿元”“5000元”也能识别。",
    "百分数请带百分号，如 85%；只写“1”无法判断是1%还是100%，不能导入。",
    "编码按文本填写。实际发生的日期不得晚于报送的数据截止日期。",
    "名称可用汉字和少数民族文字；表情符号、自造字和字库中没有的字印不到公文上，不能导入，生僻字请写拼音或同音字并加说明。",
    "表名和表头请勿改动；可以调整列的先后，可以另加列，另加的列不读取。",
    "整份导入：只要有一处错误就全部不保存，并一次列出所有错误所在的单元格。",
    "同一单位后一次报送完整替换前一次：本次没有出现的项目、小区视为已撤销；只报变化部分的，上传时报送内容选“增量”。",
)

PREFILLED_RULES = (
    "本工作簿已填入本单位截至生成时有效的全部记录：没有变化的不必改动，有变化的直接改，新增的填在各表末行之后。",
    "灰色的编码已锁定，防止误改误删；确需删除整行或排序的，先在“审阅”中撤销工作表保护（没有密码）。",
    "黄色的空格影响得分，见“待补内容”：哪条记录、哪一列、哪项衡量内容、最多提高多少分。",
)

_HEADINGS = ("工作表", "列", "必填", "怎么填", "示例", "可填内容／说明")
_WIDTHS = (12, 24, 7, 36, 24, 70)


def write_help(
    book: Workbook,
    look: Look,
    lists: Lists,
    whose: Whose | None = None,
    *,
    prefilled: bool = False,
) -> None:
    """Add the help sheet as the first one; it is locked but for what is left to the unit to fill in."""
    page = book.add_worksheet(HELP_LABEL)
    for at, size in enumerate(_WIDTHS):
        page.set_column(at, at, size)
    page.hide_gridlines(2)
    page.set_row(0, 30)
    page.write_string(0, 0, "城镇老旧小区改造报送工作簿　填报说明", look.title)
    row = 2
    if whose is not None:
        row = _write_whose(page, look, whose, row)
    rules = (*RULES, *PREFILLED_RULES) if prefilled else RULES
    for number, rule in enumerate(rules, start=1):
        page.merge_range(row, 0, row, len(_WIDTHS) - 1, f"{number}. {rule}", look.plain)
        page.set_row(row, 18)
        row += 1
    _write_dictionary(page, look, lists, row + 1)
    _lay_out(page)


def _write_whose(page: Worksheet, look: Look, whose: Whose, row: int) -> int:
    """Write unit and data date, and return the row below them."""
    asked = (
        (UNIT_LABEL, whose.unit_words, UNIT_ASKED, look.gaps[Kind.TEXT]),
        (DATE_LABEL, whose.as_of, DATE_ASKED, look.to_fill),
    )
    for at, (label, value, words, to_fill) in enumerate(asked, row):
        page.set_row(at, 22)
        page.write_string(at, 0, label, look.required)
        page.merge_range(at, 1, at, 2, "", look.fixed if value else to_fill)
        if isinstance(value, date):
            page.write_datetime(at, 1, value, look.fixed)
        elif value:
            page.write_string(at, 1, value, look.fixed)
        else:
            page.write_string(at, 3, words, look.whose)
            page.data_validation(
                at, 1, at, 1,
                {"validate": "any", "input_title": label, "input_message": words},
            )  # fmt: skip
    return row + 3


def _write_dictionary(page: Worksheet, look: Look, lists: Lists, row: int) -> None:
    page.write_row(row, 0, _HEADINGS, look.required)
    page.set_row(row, 22)
    for sheet in SHEETS:
        row += 1
        page.merge_range(
            row, 0, row, len(_WIDTHS) - 1, f"{sheet.label}　{sheet.about}", look.section
        )
        page.set_row(row, 22)
        for column in sheet.columns:
            row += 1
            _write_column(page, look, row, sheet, column, lists)


def _write_column(
    page: Worksheet,
    look: Look,
    row: int,
    sheet: Sheet,
    column: Column,
    lists: Lists,
) -> None:
    words = () if column.kind is Kind.FLAG else allowed(column, lists)
    notes = "；".join(filter(None, (column.note, "／".join(words))))
    page.write_string(row, 0, sheet.label, look.text)
    page.write_string(row, 1, column.label, look.text)
    page.write_string(row, 2, "必填" if column.required else "", look.centre)
    page.write_string(row, 3, HOW_TO_TYPE[column.kind], look.text)
    page.write_string(row, 4, column.example, look.text)
    page.write_string(row, 5, notes, look.text)
    # A Chinese character is two units wide; Excel does not grow rows on its own here.
    page.set_row(row, 16 * max(1, -(-2 * len(notes) // _WIDTHS[5])))


def _lay_out(page: Worksheet) -> None:
    page.protect("", {"format_columns": True, "format_rows": True})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&C第&P页 共&N页")
