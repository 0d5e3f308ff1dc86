"""One record as it was reported: its fields, the rows that belong to it, and what a version changed."""

from functools import partial
from typing import Any

import polars as pl

from metrics.records.schema import Kind, Sheet
from metrics.records.sheets import BY_NAME
from metrics.views.parts.cells import text, text_column
from metrics.views.parts.record_cells import field_cell, field_column
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, DisplayTable, Line, line

FIELDS = (text_column("field", "栏目"), text_column("value", "填报内容"))


def record_fields(sheet: str, values: dict[str, Any]) -> DisplayTable:
    """List every field of one record by its heading in the dictionary; a blank is 未填报."""
    fields = BY_NAME[sheet].columns
    lines = tuple(Line(f.name, (text(f.label), _field(values[f.name], f.kind))) for f in fields)
    return DisplayTable(BY_NAME[sheet].label, FIELDS, lines)


def _field(value: Any, kind: Kind) -> Cell:
    if value is None:
        return Cell(None, "未填报", Signal.UNKNOWN)
    return field_cell(value, kind)


def changed_fields(sheet: Sheet, before: dict[str, Any] | None, now: dict[str, Any]) -> str:
    """Say which fields of a record differ from its version before: 栏目：旧→新, or 首次报送."""
    if before is None:
        return "首次报送"
    moves = [
        f"{c.label}：{_field(before[c.name], c.kind).text}→{_field(now[c.name], c.kind).text}"
        for c in sheet.columns
        if before[c.name] != now[c.name]
    ]
    return "；".join(moves) or "内容未变"


def attached_rows(sheet: str, rows: pl.DataFrame) -> DisplayTable:
    """List rows of a sheet that belong to a record, with the sheet's headings."""
    fields = BY_NAME[sheet].columns
    columns = tuple(field_column(f, partial(_field, kind=f.kind)) for f in fields)
    lines = (
        line(columns, row, key=str(number)) for number, row in enumerate(rows.iter_rows(named=True))
    )
    return DisplayTable(BY_NAME[sheet].label, columns, tuple(lines))
