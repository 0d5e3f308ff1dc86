"""What is said of divisions that ended, or began, by a change of divisions (区划调整)."""

from collections.abc import Iterator

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.succession import abolished, became
from sql.workbook.checking.context import Checked, cell_finding
from sql.workbook.rows import ROW

REGISTERED = "请系统管理员登记“区划调整”（命令：python -m sql division-change）"
"""What to do where a division goes on as another and nobody has said so."""


def ended(book: Checked, code: str) -> str:
    """Say what became of a division that is none any more at the data date; empty where nothing did."""
    past = [each for each in book.known.successions if each.since <= book.as_of]
    return became(abolished(past, code), book.named)


def successors(book: Checked, code: str) -> str:
    """Name the divisions that took over from one that ended by the data date."""
    past = [each for each in book.known.successions if each.since <= book.as_of]
    return "、".join(book.named(each.new) for each in abolished(past, code))


def not_yet(book: Checked, code: str) -> str:
    """Say from which day on there is a division, and who reports before; empty where that is untold."""
    begun = [s for s in book.known.successions if s.new == code and s.since > book.as_of]
    if not begun:
        return ""
    first = [each for each in begun if each.change == begun[0].change]
    before = "、".join(book.named(each.old) for each in first)
    return (
        f"{code}自{first[0].since}起才有（{first[0].document}），此前数据日期的请由{before}报送。"
    )


def unit_ended(book: Checked) -> CellError | None:
    """Return the finding where the sender has ended by the data date, or has not begun."""
    told = ended(book, book.unit)
    if told:
        told += f"，自该日起的数据请由{successors(book, book.unit)}报送。"
    told = told or not_yet(book, book.unit)
    if not told:
        return None
    return CellError(code="unit_ended", value=book.unit, sentence=told)


def abolished_kept(book: Checked) -> Iterator[CellError]:
    """Refuse 区划 that still list a division which ended: its records are elsewhere."""
    if "regions" not in book.sheets:
        return
    codes = [each.old for each in book.known.successions]
    rows = book.frame("regions").filter(pl.col("region").is_in(codes)).sort(ROW)
    for row in rows.iter_rows(named=True):
        if told := ended(book, row["region"]):
            sentence = f"{told}，请删去该行；调整有误的，请系统管理员撤回该次区划调整。"
            yield cell_finding(book.sheets["regions"], row, "region", "abolished_kept", sentence)


def late_for_ended(book: Checked) -> Iterator[CellError]:
    """Warn who reports late for a division that ended since: its successor goes by what was known then."""
    lines = abolished(book.known.successions, book.unit)
    if not lines or lines[0].since <= book.as_of:
        return
    sentence = (
        f"{became(lines, book.named)}。本次报送只计入{lines[0].since}以前的数据日期；"
        f"该日起以调整时转入的数据和{'、'.join(book.named(s.new) for s in lines)}的报送为准，"
        "须更正的请由其重新报送。"
    )
    yield CellError(code="late_for_ended", sentence=sentence, severity=Severity.WARN)
