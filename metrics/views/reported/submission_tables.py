"""What became of a workbook, in words and as a table of findings."""

from collections.abc import Mapping, Sequence

from metrics.records.findings import CellError
from metrics.records.reports import Outcome, count_words
from metrics.records.sheets import BY_NAME
from metrics.views.parts import numbers
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.parts.untyped import untyped

FINDINGS = ("序号", "工作表", "单元格", "列", "填写内容", "问题及改法")
MOST = 500


def stored_words(found: Outcome, names: Mapping[str, str]) -> str:
    """Say what was stored, or that the same file had been stored before."""
    accepted = found.accepted
    assert accepted is not None  # noqa: S101 - asked of stored workbooks only
    if accepted.repeated:
        return f"同一文件此前已导入（报送编号{accepted.submission}），本次未增加任何数据。"
    sheets = "、".join(f"{BY_NAME[n].label}{count}行" for n, count in found.counts.items() if count)
    place = names.get(found.unit, found.unit)
    return (
        f"已入库：{place}截至{numbers.day(found.as_of)}的报送（编号{accepted.submission}），{sheets}；"
        f"与上次相比{'、'.join(count_words(accepted))}。"
    )


def refused_words(found: Outcome) -> str:
    """Say that nothing was stored, and why in numbers."""
    sheets = sorted({f.sheet for f in found.errors if f.sheet})
    where = f"，涉及{'、'.join(sheets)}" if sheets else ""
    return f"未入库：发现{len(found.errors)}处错误{where}。请按下表改正后重新上传，本次没有保存任何数据。"


def findings(kind: str, listed: Sequence[CellError]) -> DisplayTable:
    """List findings as the workbook is read; beyond the first 500 only their number is told."""
    signal = Signal.BAD if kind == "错误" else Signal.WATCH
    rows = tuple(_finding(n, item, signal) for n, item in enumerate(listed[:MOST], 1))
    more = len(listed) - MOST
    note = f"另有{more}条未列出，见标注后的工作簿。" if more > 0 else ""
    return untyped(f"{kind}（{len(listed)}条）", FINDINGS, rows, note)


def _finding(number: int, item: CellError, signal: Signal) -> tuple[Cell, ...]:
    return (
        Cell(number, str(number)),
        Cell(item.sheet, item.sheet or "整个文件"),
        Cell(item.cell, item.cell or numbers.MISSING, signal if item.cell else None),
        Cell(item.label, item.label or numbers.MISSING),
        Cell(item.value, _typed(item)),
        Cell(item.message, item.message),
    )


def _typed(item: CellError) -> str:
    """Return what stood in the cell; what concerns the whole file stood in none."""
    if not item.cell and item.value in (None, "", item.message):
        return numbers.MISSING
    return item.value or "（空）"
