"""Compounds not started (未开工小区) as people read them: what each waits for, by when, and who answers."""

from datetime import date

import polars as pl

from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    count_column,
    day_column,
    number_column,
    text_column,
)
from metrics.views.parts.light_cells import delay, light_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

NOTE = "等待环节为开工前最先一个未办结的环节，各项前期环节均已办结的为“开工”；时限按参数集推算。"


def waiting_table(listed: pl.DataFrame, *, as_of: date) -> DisplayTable:
    """List compounds as `supervision.waiting.waiting` gives them."""
    rows = enumerate(listed.iter_rows(named=True), start=1)
    lines = tuple(
        line(COLUMNS, row | {"number": number}, key=f"{row['project']} {row['compound']}")
        for number, row in rows
    )
    return DisplayTable(f"未开工小区（截至{numbers.long_day(as_of)}）", COLUMNS, lines, NOTE, as_of)


def _delay(row: Row) -> Cell:
    late = delay(row["working_days"], row["days"], provisional=bool(row["provisional"]))
    return Cell(row["days"], late, worded=row["days"] is not None)


COLUMNS = (
    number_column("number", "序号"),
    text_column("city", "市州", field="city_name"),
    text_column("county", "县区"),
    text_column("project_name", "项目名称"),
    text_column("name", "小区名称"),
    count_column("households", "户数"),
    text_column("waits_for", "等待环节"),
    light_column("light", "灯"),
    day_column("due", "时限"),
    Column("days", ("逾期或剩余",), Holds.COUNT, _delay),
    text_column("implementer", "实施主体"),
    text_column("project_owner", "项目责任人"),
)
