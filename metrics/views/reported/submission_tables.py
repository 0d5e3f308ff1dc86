"""What became of a workbook, in words and as a table of findings."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from metrics.records.findings import CellError, Severity
from metrics.records.reports import PART, Outcome, count_words
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, number_column, text, text_column
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

MOST = 500
SIGNALS = {Severity.REFUSE: Signal.BAD, Severity.WARN: Signal.WATCH}


def stored_words(outcome: Outcome, names: Mapping[str, str]) -> str:
    """Say what was stored, or that the same file had been stored before."""
    accepted = outcome.accepted
    assert accepted is not None  # noqa: S101 - asked of stored workbooks only
    if accepted.repeated:
        return f"同一文件此前已导入（第{accepted.submission}号报送），本次未增加任何数据。"
    sheets = "、".join(
        f"{BY_NAME[n].label}{count}行" for n, count in outcome.counts.items() if count
    )
    place = names.get(outcome.unit, outcome.unit)
    how = "增量" if outcome.kind == PART else ""
    return (
        f"已入库：{place}截至{numbers.day(outcome.as_of)}的{how}报送（第{accepted.submission}号），{sheets}；"
        f"与上次相比{'、'.join(count_words(accepted))}。"
    )


def refused_words(outcome: Outcome, *, typed: bool = False) -> str:
    """Say that nothing was stored, and why in numbers; of what was `typed` that it is still there."""
    wrong = {finding.sheet for finding in outcome.errors}
    sheets = [sheet.label for sheet in SHEETS if sheet.label in wrong]
    where = f"，涉及{'、'.join(sheets)}" if sheets else ""
    then = "再次检查，填写的内容都还在" if typed else "重新上传，本次没有保存任何数据"
    return f"未入库：发现{len(outcome.errors)}处错误{where}。请按下表改正后{then}。"


def findings(severity: Severity, listed: Sequence[CellError]) -> DisplayTable:
    """List findings as the workbook is read; beyond the first 500 only their number is told."""
    lines = tuple(
        line(FINDINGS, asdict(each) | {"number": number, "message": each.message}, key=str(number))
        for number, each in enumerate(listed[:MOST], 1)
    )
    more = len(listed) - MOST
    note = f"另有{more}条未列出，见标注后的工作簿。" if more > 0 else ""
    return DisplayTable(f"{severity.value}（{len(listed)}条）", FINDINGS, lines, note)


def _sheet(row: Row) -> Cell:
    return Cell(row["sheet"], row["sheet"] or "整个文件")


def _place(row: Row) -> Cell:
    return text(row["cell"])._replace(signal=SIGNALS[row["severity"]] if row["cell"] else None)


def _typed(row: Row) -> Cell:
    """Write what stood in the cell; what concerns the whole file stood in none."""
    if not row["cell"] and row["value"] in (None, "", row["message"]):
        return Cell(row["value"], numbers.MISSING)
    return Cell(row["value"], row["value"] or "（空）")


# What is wrong stands beside its cell: the columns after it are out of sight on a phone.
FINDINGS = (
    number_column("number", "序号"),
    Column("sheet", ("工作表",), Holds.TEXT, _sheet),
    Column("cell", ("单元格",), Holds.TEXT, _place),
    text_column("message", "问题及改法"),
    text_column("label", "列"),
    Column("value", ("填写内容",), Holds.TEXT, _typed),
)
