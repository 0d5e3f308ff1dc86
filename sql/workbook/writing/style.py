"""How the workbook looks: one place for its fonts, colours, number formats and column widths."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from metrics.records.schema import Column, Kind

FONT = "微软雅黑"
INK, PALE_INK, LINE = "#1f2933", "#5f6b7a", "#b8c2cc"
REQUIRED_FILL, OPTIONAL_FILL, TITLE_INK = "#1f4e79", "#dce6f1", "#1f4e79"
LOCKED_FILL, GAP_FILL, LINK_INK = "#e3e6ea", "#ffd966", "#0563c1"

NUMBER_FORMATS = {
    Kind.CODE: "@",
    Kind.TEXT: "@",
    Kind.CHOICE: "@",
    Kind.FLAG: "@",
    # As text, so that 1% stays 1%: in a number cell Excel would keep 0.01 or 1, depending on how
    # it was typed.
    Kind.PERCENT: "@",
    Kind.COUNT: "0",
    Kind.YEAR: "0",
    Kind.MONEY: "#,##0.00####",
    Kind.DECIMAL: "#,##0.00####",
    Kind.DATE: "yyyy-mm-dd",
}

_WIDTHS = {
    Kind.CODE: 20,
    Kind.TEXT: 20,
    Kind.CHOICE: 13,
    Kind.FLAG: 9,
    Kind.PERCENT: 11,
    Kind.COUNT: 10,
    Kind.YEAR: 9,
    Kind.MONEY: 15,
    Kind.DECIMAL: 13,
    Kind.DATE: 13,
}
_LONG_TEXT = {"problem", "content", "progress", "note", "units", "name", "proof", "address"}

KIND_HINTS = {
    Kind.CODE: "编码",
    Kind.TEXT: "文字",
    Kind.CHOICE: "下拉选择",
    Kind.FLAG: "是／否",
    Kind.COUNT: "整数",
    Kind.YEAR: "年份",
    Kind.MONEY: "万元",
    Kind.DECIMAL: "数字",
    Kind.PERCENT: "百分数",
    Kind.DATE: "日期",
}

HOW_TO_TYPE = {
    Kind.CODE: "编码，按文本填写",
    Kind.TEXT: "文字；确认没有的填“无”",
    Kind.CHOICE: "从下拉列表中选择",
    Kind.FLAG: "填“是”或“否”",
    Kind.COUNT: "不小于0的整数",
    Kind.YEAR: "四位年份",
    Kind.MONEY: "以万元为单位的数字，最多6位小数",
    Kind.DECIMAL: "数字，最多6位小数",
    Kind.PERCENT: "0%到100%之间的百分数，带百分号",
    Kind.DATE: "日期；确认没有的填“无”",
}


def width(column: Column) -> int:
    """Return the width of a column in characters: its heading fits on two lines."""
    heading = sum(2 if ord(c) > 0x2E7F else 1 for c in column.label) + column.required
    fitting = -(-heading // 2) + 3
    return max(30 if column.name in _LONG_TEXT else _WIDTHS[column.kind], fitting)


class Look:
    """The cell formats of one workbook (xlsxwriter ties a format to its workbook)."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
        edged = base | {"border": 1, "border_color": LINE}
        middle = edged | {"align": "center", "text_wrap": True}
        dark = {"bold": True, "font_color": "#ffffff", "bg_color": REQUIRED_FILL}
        small = {"font_size": 8, "font_color": PALE_INK, "italic": True}
        self.title = self._make(base, font_size=14, bold=True, font_color=TITLE_INK)
        self.about = self._make(base, font_color=PALE_INK)
        self.hint = self._make(middle, **small)
        self.required = self._make(middle, **dark)
        self.optional = self._make(middle, bold=True, bg_color=OPTIONAL_FILL)
        self.cells = self._of_kinds(base, locked=False)
        self.open = self._make({}, locked=False)
        self.text = self._make(edged, text_wrap=True)
        self.centre = self._make(middle)
        self.plain = self._make(base, text_wrap=True)
        self.section = self._make(base, bold=True, font_size=11, font_color=TITLE_INK)
        self._of_somebody(base, edged)

    def _of_somebody(self, base: dict[str, Any], edged: dict[str, Any]) -> None:
        """Add how a workbook looks that is somebody's: what is locked, and what is to be filled in."""
        day = {"num_format": NUMBER_FORMATS[Kind.DATE], "align": "left"}
        link = {"font_color": LINK_INK, "underline": 1, "align": "center"}
        self.locked = self._of_kinds(base, bg_color=LOCKED_FILL)
        self.gaps = self._of_kinds(edged, bg_color=GAP_FILL, locked=False)
        self.whose = self._make(base, bold=True)
        self.fixed = self._make(edged, **day, bg_color=LOCKED_FILL)
        self.to_fill = self._make(edged, **day, bg_color=GAP_FILL, locked=False)
        self.link = self._make(edged, **link)

    def _of_kinds(self, base: dict[str, Any], **more: Any) -> dict[Kind, Format]:
        kinds = NUMBER_FORMATS.items()
        return {kind: self._make(base, num_format=code, **more) for kind, code in kinds}

    def _make(self, base: dict[str, Any], **more: Any) -> Format:
        return self._book.add_format(base | more)
