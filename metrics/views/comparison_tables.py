"""Two published tables of starts held against each other as one table."""

from datetime import date
from typing import Any

import polars as pl

from metrics.views import numbers
from metrics.views.charts import share
from metrics.views.progress_tables import start_rate
from metrics.views.tables import Cell, DisplayTable, places_moved

STARTS = ("名次", "上期名次", "名次变化", "地区", "已开工小区", "上期已开工", "新开工",
          "开工率", "上期开工率", "变化(百分点)", "计划小区", "计算开工率")  # fmt: skip


def start_changes(found: pl.DataFrame, *, before: date, after: date, cap: bool) -> DisplayTable:
    """List two published tables of starts side by side; `cap` prints 全部开工 from 100 % on."""
    rows = tuple(_start(row, cap=cap) for row in found.iter_rows(named=True))
    note = (
        "变化按两期公布的开工率计算，任一期为“全部开工”的不能计算；计算开工率由公布的计划数得出，"
        "未公布计划数的为“—”。名次按开工率，“全部开工”并列第一。"
    )
    title = f"各地开工变化（{numbers.day(before)}至{numbers.day(after)}）"
    return DisplayTable(title, STARTS, rows, note)


def _start(row: dict[str, Any], *, cap: bool) -> tuple[Cell, ...]:
    def count(name: str) -> Cell:
        return Cell(row[name], numbers.count(row[name]))

    earlier = {name: row[f"{name}_before"] for name in ("rate", "all_started", "printed")}
    return (
        count("rank"),
        count("rank_before"),
        Cell(row["rank_move"], places_moved(row["rank_move"])),
        Cell(row["name"], row["name"]),
        count("started_compounds"),
        count("started_compounds_before"),
        Cell(row["started_change"], numbers.signed(row["started_change"])),
        start_rate(row, cap=cap),
        start_rate(earlier, cap=cap),
        Cell(row["rate_change"], _points(row["rate_change"])),
        count("planned_compounds"),
        Cell(row["exact_rate"], share(row["exact_rate"])),
    )


def _points(hundredths: int | None) -> str:
    if hundredths is None:
        return numbers.MISSING
    sign = {1: "+", 0: "", -1: "-"}[(hundredths > 0) - (hundredths < 0)]
    return f"{sign}{numbers.score(abs(hundredths))}"
