"""The records of one measure that turned between two data dates, with the values that decided."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from metrics.standards.measure import Measure
from metrics.views.changes.why_words import CAUSES, DATES, Sides
from metrics.views.parts import labels, numbers
from metrics.views.parts.cells import Row, coded_column, text, text_column
from metrics.views.parts.signals import of_verdict
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

NOT_ASKED = "不在评价范围"
JUDGED = ("record", "region", "met", "amount", labels.JUDGED_BY)
VALUES_NOTE = (
    "没有列出数值变化的，是因日期推移、参数变化或相关记录变化而改判。点任一行查看这条记录。"
)
RULES_NOTE = "记录相同，只因参数不同而改判。点任一行查看这条记录。"
Values = Mapping[str, Row]


def turned_records(
    turned: pl.DataFrame,
    judged: tuple[pl.DataFrame, pl.DataFrame],
    measure: Measure,
    names: Mapping[str, str],
    *,
    sides: Sides = DATES,
) -> DisplayTable:
    """List the records of a measure that turned, as `records_turned` tells them.

    `judged` are its records on both sides as `evaluation.evidence` tells them; between two dates the
    values that are others are told, between two sets of rules those that decided. A key is a record.
    """
    before, after = (each.rows_by_key("record", named=True, unique=True) for each in judged)
    columns = _columns(measure, before, after, names, sides)
    rows = turned.sort("kind", "region", "record").iter_rows(named=True)
    lines = tuple(line(columns, row, key=row["record"]) for row in rows)
    title = f"{measure.code} {measure.title}：结论变化的记录"
    return DisplayTable(title, columns, lines, VALUES_NOTE if sides == DATES else RULES_NOTE)


def _columns(
    measure: Measure, before: Values, after: Values, names: Mapping[str, str], sides: Sides
) -> tuple[Column, ...]:
    def name(row: Row) -> Cell:
        found = after.get(row["record"]) or before.get(row["record"]) or {}
        return text(found.get("name") or names.get(row["record"]))

    def values(row: Row) -> Cell:
        was, now = before.get(row["record"]), after.get(row["record"])
        return text(_values(was if sides == DATES else None, now or was, measure))

    causes = (coded_column("cause", "原因", words=CAUSES),) if sides == DATES else ()
    return (
        text_column("record", "记录编号"),
        Column("name", ("名称",), Holds.TEXT, name),
        coded_column("region", "地区", words=names),
        Column(
            "was",
            (f"{sides.before}结论",),
            Holds.TEXT,
            lambda row: _verdict(row, "before", measure),
        ),
        Column(
            "now", (f"{sides.after}结论",), Holds.TEXT, lambda row: _verdict(row, "after", measure)
        ),
        Column("values", ("判定依据及变化" if causes else "判定依据",), Holds.TEXT, values),
        *causes,
    )


def _verdict(row: Row, side: str, measure: Measure) -> Cell:
    if row["kind"].startswith("added" if side == "before" else "removed"):
        return text(NOT_ASKED)
    met = row[f"met_{side}"]
    if not measure.amounts:
        return Cell(met, labels.VERDICTS[met], of_verdict(met))
    word = {True: "计入", False: "不计入", None: labels.VERDICTS[None]}[met]
    return Cell(met, f"{word}　{numbers.wan(row[f'amount_{side}'])}万元", worded=True)


def _values(before: Row | None, after: Row | None, measure: Measure) -> str:
    """Write which of the values that decided are others now; of a new record, what it says now."""
    names = [name for name in after or () if name not in (*JUDGED, "name")]
    if after is not None and before is None:
        told = (name for name in names if after[name] is not None)
        return "；".join(
            f"{labels.column(name, measure).label}：{_written(after, name, measure)}"
            for name in told
        )
    if before is None or after is None:
        return ""
    parts = (
        f"{labels.column(name, measure).label}：{_written(before, name, measure)}→"
        f"{_written(after, name, measure)}"
        for name in names
        if before.get(name) != after.get(name)
    )
    return "；".join(parts)


def _written(row: Row, name: str, measure: Measure) -> str:
    value: Any = row.get(name)
    return "空缺" if value is None else numbers.cell(value, labels.column(name, measure).kind)
