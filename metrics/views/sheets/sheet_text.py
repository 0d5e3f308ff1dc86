"""A score sheet (考核细则) as a document: its items with points, how they are scored, and what they rest on."""

from metrics.rules.value import RulePack
from metrics.standards.measure import Indicator
from metrics.standards.standard import Standard
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, text, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.sheets.words import scored_words

TREATMENTS = {
    "spread": "分值按比例分摊到其他内容", "full": "按满分计", "zero": "不计分，总分不变",
}  # fmt: skip


def sheet_text(standard: Standard, rules: RulePack) -> DisplayTable:
    """List the items of a sheet, in its own order; the note says bands, 不适用, and whose the sheet is."""
    rows = [_row(item, standard, rules) for item in standard.items]
    lines = tuple(line(COLUMNS, row, key=str(row["code"])) for row in rows)
    return DisplayTable(standard.called, COLUMNS, lines, _note(standard))


def _row(item: Indicator, standard: Standard, rules: RulePack) -> dict[str, object]:
    laid = standard.lays_down
    return {
        "code": item.code, "name": item.title, "group": item.group,
        "points": laid["item_weights"].value[item.code],
        "how": scored_words(
            laid["scored"].value[item.code], rules, by_hand=item.measures[0].of_each
        ),
        "figures": "；".join(f"{each.numerator}／{each.denominator}" for each in item.measures),
        "clause": item.clause,
    }  # fmt: skip


def _points(row: Row) -> Cell:
    return Cell(row["points"], numbers.trimmed(row["points"]), worded=True)


COLUMNS = (
    text_column("code", "编号"),
    text_column("group", "类别"),
    text_column("name", "考核内容"),
    Column("points", ("分值",), Holds.SCORE, _points),
    text_column("how", "计分方式"),
    text_column("figures", "按什么计"),
    Column("clause", ("说明",), Holds.TEXT, lambda row: text(row["clause"])),
)


def _note(standard: Standard) -> str:
    laid = standard.lays_down
    total = numbers.trimmed(sum(laid["item_weights"].value.values()))
    bands = "，".join(
        f"{band.grade}{'[' if band.low_included else '('}{numbers.trimmed(band.low)},"
        f"{numbers.trimmed(band.high)}{']' if band.high_included else ')'}"
        for band in laid["grade_bands"].value
    )
    words = (
        f"依据：{standard.document}（{laid['item_weights'].since}起）。总分{total}分；等次：{bands}；"
        f"不适用的内容{TREATMENTS[laid['not_applicable'].value]}；有几项指标的取低的一项。"
    )
    ours = "分值、目标和计分方式为本系统建议，请以本地考核细则为准。"
    return f"{standard.label}：{ours}{words}" if standard.label else words
