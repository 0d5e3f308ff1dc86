"""Every sentence an officer can get about a workbook: codes and words are separate."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from metrics.records.printable import visible


class Severity(Enum):
    """Whether a finding keeps the workbook out."""

    REFUSE = "错误"
    WARN = "提示"


MESSAGES = {
    # the file
    "file": "{value}",
    "unknown_unit": "报送单位“{value}”不在已报送的区划中，请核对行政区划代码；{expected}。",
    "real_unit_in_demo": "现在使用的是演示数据库，“{value}”是真实的行政区划，没有导入。"
    "请先点“正式使用”（命令：python -m sql begin）建立本单位的数据库，再报送。",
    "no_sheet": "没有找到任何报送工作表，文件中有：{value}。应有：{expected}。",
    "no_rows": "各工作表均未填写任何数据，不能导入空白工作簿。",
    "same_sheet": "有{value}张同名的工作表，请只保留一张。",
    "sheet_alike": "工作表“{value}”看来是“{expected}”，但名称不同，没有读取；"
    "请把要报送的一张命名为“{expected}”（分成几张的并为一张），其余的删除或改成别的名称。",
    "no_headings": "前{expected}行内没有找到表头，请使用报送模板的表头。",
    "headings_far_down": "表头在第{value}行，应在前15行内；请删去表头上方多余的行，或使用报送模板。",
    "headings_in_rows": "表头分在第{value}行，只能占一行；请取消表头的合并单元格，"
    "把每一列的完整名称写在同一行（如“计划金额(万元)”写在一个单元格里），并删去多余的表头行。",
    "total_row": "第{expected}行像是合计行（“{value}”），不是一条记录；请删去后再报，合计由系统计算。",
    "note_row": "第{expected}行像是表下的说明（“{value}”），不是一条记录；请删去后再报。",
    "group_row": "第{expected}行只有一格内容（“{value}”），像是分组标题或说明；请删去后再报，"
    "确为记录的请把必填各列补全。",
    "heading_row": "第{expected}行又是一行表头（“{value}”），不是一条记录；一张表只留最上面的一行表头。",
    "numbering_row": "第{expected}行像是表头下的栏次或单位（“{value}”），不是一条记录；请删去后再报。",
    "missing_column": "缺少必填列：{value}。请按报送模板补上该列。",
    "same_heading": "表头“{label}”出现了{expected}次（{value}），请只保留一列。",
    "wrong_unit": "表头“{value}”的单位或说明与报送模板不一致，应为“{expected}”。",
    "unit_above": "表头上方写着“{value}”，表头却以万元为单位；请把金额改为万元，并把这一格改为“单位：万元”或删去。",
    "unread_column": "列“{value}”不在数据字典中，没有读取；如为笔误请改为模板中的表头。",
    "column_without_heading": "{value}列没有表头，其中的内容没有读取；需要报送的请补上模板中的表头。",
    "hidden_sheet": "这是隐藏的工作表，其中{value}行已照常读取；不报送的请删除该表。",
    "hidden_rows": "第{value}行是隐藏的行，已照常读取；不报送的请删除该行。",
    "filtered_rows": "第{value}行没有显示（被筛选或隐藏），已照常读取；不报送的请删除该行。",
    "struck_rows": "第{value}行有加删除线的内容，分不清是否作废；作废的请删去，仍有效的请取消删除线。",
    "hidden_column": "“{label}”所在的{value}列是隐藏的，已照常读取；请核对其中的内容。",
    "merged": "{expected}是合并单元格，“{label}”只有首格有内容（{value}），其余各格等于没有填；"
    "请取消合并，逐格填写。",
    "merged_over": "{expected}是合并单元格，被盖住的“{label}”单元格里还有看不见的内容；"
    "请取消合并，逐格核对。",
    "merged_throughout": "数据区有{value}处合并单元格（如{expected}），本表没有读取；"
    "请选中整表取消合并，逐格填写。",
    "unread_sheet": "工作表“{value}”不在报送模板中，没有读取。",
    # one cell
    "missing": "“{label}”不能为空，请填写。",
    "formula_error": "“{label}”的公式结果为“{value}”，请改正公式或直接填写数值。",
    "no_result": "“{label}”的公式还没有计算结果，请用 Excel 或 WPS 打开并保存一次，或直接填写数值。",
    "shown_otherwise": "“{label}”存放的是“{value}”，单元格的数字格式却把它显示成别的样子（如缩小、加字、"
    "隐去），分不清以哪个为准；请把格式设为“常规”，再核对填写。",
    "picture": "“{label}”放的是图片，无法读取，请改用文字填写。",
    "placeholder": "“{label}”填了“{value}”：没有数据请留空（未报），确认没有请填“无”。",
    "not_a_date": "“{label}”应为日期，现为“{value}”，请改为如2023-06-30的形式，确认没有的填“无”。",
    "not_a_day": "“{label}”应为日期，现为“{value}”，请改为如2023-06-30的形式。",
    "placeholder_here": "“{label}”填了“{value}”，本列必填，请填写实际内容。",
    "no_such_day": "“{label}”填的“{value}”不是存在的日期，请核对年、月、日。",
    "date_out_of_range": "“{label}”应在1949-10-01至2100-12-31之间，现为“{value}”。",
    "ambiguous_month": "“{label}”填的“{value}”分不清是1月还是10月，请改为如2023年10月的形式。",
    "not_a_flag": "“{label}”应填“是”或“否”，现为“{value}”。",
    "not_in_list": "“{label}”填的“{value}”不在可选内容中，应为：{expected}。",
    "not_a_count": "“{label}”应为不带小数的整数（没有的填0），现为“{value}”。",
    "not_a_count_from_1": "“{label}”应为不小于1的整数，现为“{value}”；没有掌握的请先核实。",
    "not_a_year": "“{label}”应为四位年份，现为“{value}”，请改为如2023的形式。",
    "not_money": "“{label}”应为以万元为单位的数字，现为“{value}”，请改为如1250.50的形式。",
    "below_one_fen": "“{label}”填的“{value}”精确到了1分以下，请最多保留到0.000001万元（1分）。",
    "not_a_number": "“{label}”应为数字，现为“{value}”。",
    "not_a_percent": "“{label}”应为0到100之间的百分数，现为“{value}”，请改为如78%的形式。",
    "ambiguous_percent": "“{label}”填的“{value}”分不清是1%还是100%，请带上百分号，写成1%或100%。",
    "too_small": "“{label}”不能小于{expected}，现为“{value}”。",
    "too_large": "“{label}”不能大于{expected}，现为“{value}”。",
    "too_long": "“{label}”最多{expected}个字，现有{value}个字。",
    "unprintable": "“{label}”{expected}。",
    "digits_lost": "“{label}”的编码“{value}”超过15位且按数字存放，末几位已丢失，"
    "请把单元格设为文本格式后重新填写。",
    "not_in_grammar": "“{label}”填的“{value}”无法识别，{expected}。",
    "shortened": "“{label}”填的“{value}”小数过长，已四舍五入为“{expected}”，请核对。",
    "none_here": "“{label}”必须填写，不能填“无”。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellError:
    """One finding, located the way an officer finds it in Excel.

    `sheet` is empty for the file as a whole, `cell` for a whole sheet. `expected` fills the
    sentence of `code`, unless the finding brings a `sentence` of its own, ready to read.
    """

    code: str
    sheet: str = ""
    cell: str = ""
    label: str = ""
    value: str = ""
    expected: str = ""
    severity: Severity = Severity.REFUSE
    sentence: str = ""

    @property
    def message(self) -> str:
        """The sentence without the place."""
        if self.sentence:
            return self.sentence
        value = visible(self.value)
        shown = value if len(value) <= _SHOWN or self.code in _WHOLE else _cut(value)
        return MESSAGES[self.code].format(label=self.label, value=shown, expected=self.expected)

    def __str__(self) -> str:
        if not self.sheet:
            return self.message
        return f"工作表“{self.sheet}”{self.cell}：{self.message}"


_SHOWN = 60
_WHOLE = ("file", "no_sheet", "missing_column")


def _cut(text: str) -> str:
    return text[:_SHOWN] + "……"


MOST_KEPT = 500
"""Warnings kept with a submission; of more, their number is."""
_TOLD = "told"


def warnings_as_json(found: Sequence[CellError]) -> str:
    """Write warnings as they are kept: where each stands, and the sentence that was told."""
    rows = [
        [each.sheet, each.cell, each.label, each.value, each.message] for each in found[:MOST_KEPT]
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def warnings_from_json(kept: str | None) -> tuple[CellError, ...]:
    """Read the warnings that were kept with a submission; none for null."""
    return tuple(
        CellError(
            code=_TOLD, sheet=sheet, cell=cell, label=label, value=value, sentence=sentence,
            severity=Severity.WARN,
        )
        for sheet, cell, label, value, sentence in json.loads(kept or "[]")
    )  # fmt: skip
