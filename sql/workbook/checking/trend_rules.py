"""Comparison with the unit's own statement before: what vanished, what fell. Warnings only.

A record may rightly be withdrawn and a total rightly be corrected; both are worth a question.
"""

from collections.abc import Iterator

import polars as pl

from metrics.records.schema import NEVER, Kind
from metrics.records.sheets import BY_NAME, SHEETS
from sql.workbook.cells import shown
from sql.workbook.checking.context import Case, Findings, said
from sql.workbook.messages import CellError, Severity
from sql.workbook.reading.parse import MOST_PER_COLUMN
from sql.workbook.reading.read import ROW

_NAMED = 5

CUMULATIVE = {
    "projects": ("completed_investment",),
    "compounds": ("physical_progress", "started_on", "completed_on"),
    "funds": ("received", "paid"),
    "returns": (
        "started_compounds", "completed_compounds", "started_households",
        "completed_investment", "received", "paid",
    ),
}  # fmt: skip
"""Columns that only grow in the course of a year, and days that do not unhappen."""


def findings(case: Case) -> Findings:
    """Return the warnings about one workbook against its predecessor."""
    return [
        finding
        for sheet in SHEETS
        if (before := case.known.previous.get(sheet.name)) is not None and before.height
        for finding in (*_vanished(case, sheet.name, before), *_fallen(case, sheet.name, before))
    ]


def _vanished(case: Case, name: str, before: pl.DataFrame) -> Iterator[CellError]:
    sheet = BY_NAME[name]
    gone = before.join(case.frame(name), on=sheet.key, how="anti", nulls_equal=True)
    if gone.is_empty():
        return
    codes = gone.sort(sheet.key)[sheet.key[0]].unique(maintain_order=True)
    listed = "、".join(codes.head(_NAMED).to_list()) + ("等" if len(codes) > _NAMED else "")
    yield CellError(
        code="vanished",
        sheet=sheet.label,
        severity=Severity.WARN,
        sentence=f"上次报送的{gone.height}条记录本次没有，导入后视为撤销：{listed}。如为漏填请补上。",
    )


def _fallen(case: Case, name: str, before: pl.DataFrame) -> Iterator[CellError]:
    columns = [c for c in CUMULATIVE.get(name, ()) if name in case.sheets]
    if not columns:
        return
    sheet = BY_NAME[name]
    old = before.select(*sheet.key, *(pl.col(c).alias(f"{c}:before") for c in columns))
    both = case.frame(name).join(old, on=sheet.key, how="inner", nulls_equal=True).sort(ROW)
    for column in columns:
        kind = sheet.column(column).kind
        fell = both.filter(_undone(column) if kind is Kind.DATE else _less(column))
        for row in fell.head(MOST_PER_COLUMN).iter_rows(named=True):
            label = sheet.column(column).label
            then = shown(row[f"{column}:before"], sheet.column(column))
            now = shown(row[column], sheet.column(column)) or "空白"
            sentence = f"“{label}”上次报送为{then}，本次为{now}，请核对。"
            yield said(case.sheets[name], row, column, "fallen", sentence, severity=Severity.WARN)


def _less(column: str) -> pl.Expr:
    return pl.col(column) < pl.col(f"{column}:before")


def _undone(column: str) -> pl.Expr:
    """Say whether a day reported before is blank or 无 now."""
    happened = pl.col(f"{column}:before") != NEVER
    return happened & (pl.col(column).is_null() | (pl.col(column) == NEVER))
