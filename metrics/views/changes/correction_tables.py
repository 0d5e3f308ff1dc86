"""Corrections of what was reported before, as people read them, with who sent them."""

from collections.abc import Mapping

import polars as pl

from metrics.changes.between_dates import Changes
from metrics.records.kept_text import from_text
from metrics.records.schema import Column as Field
from metrics.records.sheets import BY_NAME
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, text, text_column
from metrics.views.parts.record_cells import field_cell
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

SENT = {"unit": pl.String, "sent_by": pl.String, "submission": pl.Int64}
WHOLE = {"removed": ("已报", "删除"), "added": ("无", "新增")}
"""What a record that came or went says in place of its old and new value."""


def corrections(changes: Changes, senders: pl.DataFrame | None = None) -> DisplayTable:
    """List the corrections, with who sent them where `senders` tells.

    `senders`: unit, sent_by and submission in the order of the corrections (see
    sql.reported.correction_senders).
    """
    columns = _columns(dict(changes.regions.select("region", "name").iter_rows()))
    rows = with_senders(changes, senders).iter_rows(named=True)
    lines = tuple(line(columns, row, key=str(number)) for number, row in enumerate(rows))
    dates = f"{numbers.day(changes.before.as_of)}至{numbers.day(changes.after.as_of)}"
    note = "更正为以后的报送改动了已报的历史数据，不计入进展；首次补填空白栏目属于补报，不在此列。"
    return DisplayTable(f"数据更正（{dates}）", columns, lines, note)


def with_senders(changes: Changes, senders: pl.DataFrame | None) -> pl.DataFrame:
    """Put unit, sent_by and submission beside each correction; null where not told."""
    if senders is None:
        return changes.corrections.with_columns(pl.lit(None, t).alias(c) for c, t in SENT.items())
    return changes.corrections.hstack(senders.select(list(SENT)))


def _columns(named: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        text_column("region", "行政区划代码"),
        Column("name", ("地区",), Holds.TEXT, lambda row: text(named.get(row["region"]))),
        Column("sheet", ("工作表",), Holds.TEXT, lambda row: text(BY_NAME[row["sheet"]].label)),
        text_column("record", "记录"),
        Column("field", ("栏目",), Holds.TEXT, _field),
        Column("old", ("原值",), Holds.TEXT, lambda row: _side(row, "old")),
        Column("new", ("现值",), Holds.TEXT, lambda row: _side(row, "new")),
        Column("late", ("性质",), Holds.TEXT, _nature),
        Column("unit", ("报送单位",), Holds.TEXT, lambda row: _unit(row["unit"], named)),
        text_column("sent_by", "报送人"),
        Column("submission", ("报送编号",), Holds.NUMBER, _submission),
    )


def _unit(code: str | None, named: Mapping[str, str]) -> Cell:
    """Name a unit; one that 区划 names no more by its code."""
    return text(None if code is None else named.get(code, code))


def _field(row: Row) -> Cell:
    if row["field"] is None:
        return Cell(None, "整条记录")
    return Cell(row["field"], BY_NAME[row["sheet"]].column(row["field"]).label)


def _side(row: Row, side: str) -> Cell:
    if row["field"] is None:
        return text(WHOLE[row["change"]][("old", "new").index(side)])
    return kept_cell(row[side], BY_NAME[row["sheet"]].column(row["field"]))


def _nature(row: Row) -> Cell:
    return Cell(row["late"], "迟报更正" if row["late"] else "更正")


def _submission(row: Row) -> Cell:
    number = row["submission"]
    return Cell(number, "" if number is None else str(number))


def kept_cell(value: str | None, field: Field) -> Cell:
    """Write a kept text of a field as an officer would type it."""
    return field_cell(from_text(value, field.kind), field.kind)
