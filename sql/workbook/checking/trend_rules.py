"""Comparison with the unit's own statement before: what vanished, what fell.

A record may rightly be withdrawn and a total rightly be corrected; both are worth a question. Only a
whole sheet that is missing beside one that was not understood refuses: it may be that one.
"""

from collections.abc import Iterator

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.schema import NEVER, Column, Kind, Sheet
from metrics.records.sheets import SHEETS
from sql.workbook.cells import shown
from sql.workbook.checking.context import Checked, Findings, cell_finding
from sql.workbook.reading.parse import MOST_PER_COLUMN
from sql.workbook.rows import ROW

_NAMED = 5


def findings(book: Checked) -> Findings:
    """Return what is found in one workbook against its predecessor."""
    return [
        finding
        for sheet in SHEETS
        if (before := book.known.previous.get(sheet.name)) is not None and before.height
        for finding in (*_vanished(book, sheet, before), *_fallen(book, sheet, before))
    ]


def _vanished(book: Checked, sheet: Sheet, before: pl.DataFrame) -> Iterator[CellError]:
    gone = before.join(book.frame(sheet.name), on=sheet.key, how="anti", nulls_equal=True)
    if gone.is_empty():
        return
    if sheet.name not in book.sheets and book.unread:
        yield _perhaps_renamed(book, sheet, before.height)
        return
    codes = gone.sort(sheet.key)[sheet.key[0]].unique(maintain_order=True)
    listed = "、".join(codes.head(_NAMED).to_list()) + ("等" if len(codes) > _NAMED else "")
    yield CellError(
        code="vanished",
        sheet=sheet.label,
        severity=Severity.WARN,
        sentence=f"上次报送的{gone.height}条记录本次没有，导入后视为撤销：{listed}。如为漏填请补上。",
    )


def _perhaps_renamed(book: Checked, sheet: Sheet, records: int) -> CellError:
    """Refuse to take back a whole sheet while the file holds one that was not understood."""
    unread = "、".join(f"“{name}”" for name in book.unread[:_NAMED])
    sentence = (
        f"上次报送的{records}条记录本次没有这张工作表，而工作表{unread}没有读取。是改了名的，请改回“{sheet.label}”；"
        f"确已没有记录的，请保留只有表头的“{sheet.label}”表，或删去没有读取的工作表。"
    )
    return CellError(code="sheet_perhaps_renamed", sheet=sheet.label, sentence=sentence)


def _fallen(book: Checked, sheet: Sheet, before: pl.DataFrame) -> Iterator[CellError]:
    """Ask of totals that are smaller than before, and of days that are taken back."""
    columns = [c for c in sheet.columns if c.only_grows]
    if not columns or sheet.name not in book.sheets:
        return
    old = before.select(*sheet.key, *(pl.col(c.name).alias(f"{c.name}:before") for c in columns))
    both = book.frame(sheet.name).join(old, on=sheet.key, how="inner", nulls_equal=True).sort(ROW)
    for column in columns:
        name = column.name
        for row in both.filter(fell(column)).head(MOST_PER_COLUMN).iter_rows(named=True):
            then, now = shown(row[f"{name}:before"], column), shown(row[name], column) or "空白"
            sentence = f"“{column.label}”上次报送为{then}，本次为{now}，请核对。"
            parsed = book.sheets[sheet.name]
            yield cell_finding(parsed, row, name, "fallen", sentence, severity=Severity.WARN)


def fell(column: Column) -> pl.Expr:
    """Say whether a total is less than `<name>:before`, or a day reported there is blank or 无 now."""
    now, before = pl.col(column.name), pl.col(f"{column.name}:before")
    if column.kind is not Kind.DATE:
        return now < before
    return (before != NEVER) & (now.is_null() | (now == NEVER))
