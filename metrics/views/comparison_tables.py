"""Figures held against each other as tables: ledger and returns, and two published tables."""

from datetime import date
from typing import Any

import polars as pl

from metrics.progress_figures import MONEY
from metrics.views import numbers
from metrics.views.charts import share
from metrics.views.progress_tables import start_rate
from metrics.views.signals import Signal
from metrics.views.tables import Cell, DisplayTable, places_moved

FIGURE_LABELS = {
    "planned_compounds": "计划小区数", "started_compounds": "已开工小区数",
    "completed_compounds": "已完工小区数", "planned_households": "计划户数",
    "started_households": "已开工户数", "completed_households": "已完工户数",
    "planned_investment": "计划投资(万元)", "completed_investment": "完成投资(万元)",
    "received": "到位资金(万元)", "paid": "支付资金(万元)",
}  # fmt: skip
RECONCILED = (
    "行政区划代码",
    "地区",
    "计划年度",
    "指标",
    "台账数",
    "报表数",
    "差额",
    "核对结果",
    "说明",
)
STARTS = ("名次", "上期名次", "名次变化", "地区", "已开工小区", "上期已开工", "新开工",
          "开工率", "上期开工率", "变化(百分点)", "计划小区", "计算开工率")  # fmt: skip


def reconciliation(found: pl.DataFrame, names: dict[str, str]) -> DisplayTable:
    """List what `metrics.reconciliation.reconciled` (or queries) found; queries carry a signal."""
    rows = tuple(_reconciled(row, names) for row in found.iter_rows(named=True))
    note = "差额为报表数减台账数；超出容差的请报送单位核实。一方未填报的指标不核对。"
    return DisplayTable("台账与进展报表核对", RECONCILED, rows, note)


def _reconciled(row: dict[str, Any], names: dict[str, str]) -> tuple[Cell, ...]:
    region, money = row["region"], row["figure"] in MONEY
    asked = row.get("query", True)
    verdict = Cell(asked, "请核实", Signal.BAD) if asked else Cell(asked, "一致", Signal.GOOD)
    gaps = [
        f"{word}有{row[f'{side}_unknown']}项未填报"
        for side, word in (("ledger", "台账"), ("returns", "报表"))
        if row[f"{side}_unknown"]
    ]
    write = numbers.wan if money else numbers.count
    off = numbers.signed_wan(row["difference"]) if money else numbers.signed(row["difference"])
    return (
        Cell(region, region),
        Cell(names.get(region), names.get(region, numbers.MISSING)),
        Cell(row["year"], str(row["year"])),
        Cell(row["figure"], FIGURE_LABELS[row["figure"]]),
        Cell(row["ledger"], write(row["ledger"])),
        Cell(row["returns"], write(row["returns"])),
        Cell(row["difference"], off),
        verdict,
        Cell("；".join(gaps), "；".join(gaps)),
    )


def question(row: dict[str, Any], name: str) -> str:
    """Write one query as a sentence to the unit; `row` is one of `metrics.reconciliation.queries`."""
    money = row["figure"] in MONEY
    write = numbers.wan if money else numbers.count
    label = FIGURE_LABELS[row["figure"]].removesuffix("(万元)")
    unit = "万元" if money else ("户" if "households" in row["figure"] else "个")
    off = write(abs(row["difference"]))
    side = "多" if row["difference"] > 0 else "少"
    return (
        f"{name}{row['year']}年{label}：进展报表填{write(row['returns'])}{unit}，"
        f"台账合计{write(row['ledger'])}{unit}，报表{side}{off}{unit}，请核实并更正。"
    )


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
