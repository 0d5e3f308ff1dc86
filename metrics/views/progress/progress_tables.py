"""Progress of regions as tables: from the ledger, and from the published tables of starts."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import polars as pl

from metrics.progress.figures import pair
from metrics.progress.published import ALL_STARTED, WHOLE, StartTable
from metrics.progress.rates import RATES, rate_hundredths
from metrics.rating.evaluation import Evaluation
from metrics.views.parts import numbers
from metrics.views.parts.charts import share
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.parts.untyped import untyped
from metrics.views.rating.overview import Tile
from metrics.views.rating.ranking import names_of
from metrics.views.supervision.figure_cells import LEFT_OUT

PROGRESS = (
    "行政区划代码", "地区", "计划小区", "已开工", "开工率", "户数开工率", "已完工", "完工率",
    "计划投资(万元)", "完成投资(万元)", "投资完成率", "到位资金(万元)", "支付资金(万元)", "支付率",
)  # fmt: skip
MONEY_WORDS = {
    "planned_investment": "计划投资",
    "completed_investment": "完成投资",
    "received": "到位资金",
    "paid": "支付资金",
}
STARTS = (
    "名次",
    "行政区划代码",
    "地区",
    "已开工小区",
    "计划小区",
    "开工率",
    "计算开工率",
    "公布序号",
)


def progress_of(evaluation: Evaluation, ledger: pl.DataFrame, *, level: str) -> DisplayTable:
    """List the progress of the regions of one level, and the place itself last; rates are Σ/Σ."""
    wanted = [*evaluation.scores.filter(level=level)["region"].sort(), evaluation.place]
    names = names_of(evaluation)
    rates = [rate_hundredths(rate).alias(rate) for rate in RATES]
    found = ledger.filter(year=evaluation.year).with_columns(rates)
    rows = {row["region"]: row for row in found.iter_rows(named=True)}
    listed = tuple(_progress_row(code, names[code], rows.get(code, {})) for code in wanted)
    note = "各率均为合计数之比；超过100%的如实保留；“—”为没有填报。"
    missing = _missing_words(rows.get(evaluation.place, {}))
    return untyped("各地进度", PROGRESS, listed, note + missing)


def _missing_words(row: dict[str, Any]) -> str:
    """Say what no sum or rate of the place holds: records without the figure, silent divisions."""
    blanks = [
        f"{label}{row[f'{name}_unknown']}条"
        for name, label in MONEY_WORDS.items()
        if row.get(f"{name}_unknown")
    ]
    told = f"未填报而未计入：{'、'.join(blanks)}。" if blanks else "已报各数均无缺填。"
    silent = row.get("silent") or 0
    return told + (f"未报送{silent}家，未计入。" if silent else "")


def _progress_row(code: str, name: str, row: dict[str, Any]) -> tuple[Cell, ...]:
    silent = f"另有{row['silent']}家未报送，未计入" if row.get("silent") else ""

    def count(figure: str) -> Cell:
        return Cell(row.get(figure), numbers.count(row.get(figure)), note=silent)

    def money(figure: str) -> Cell:
        missing = _left_out(row.get(f"{figure}_unknown"))
        return Cell(row.get(figure), numbers.wan(row.get(figure)), note=missing)

    def rate(key: str) -> Cell:
        return Cell(row.get(key), share(row.get(key)), note=_left_out(row.get(f"{key}_left_out")))

    counted = [count("planned_compounds"), count("started_compounds")]
    started = [rate("start_rate"), rate("household_start_rate")]
    completed = [count("completed_compounds"), rate("completion_rate")]
    invested = [money("planned_investment"), money("completed_investment"), rate("investment_rate")]
    paid = [money("received"), money("paid"), rate("payment_rate")]
    return (Cell(code, code), Cell(name, name), *counted, *started, *completed, *invested, *paid)


def _left_out(records: int | None) -> str:
    return LEFT_OUT.format(records) if records else ""


def starts(table: StartTable, *, cap: bool) -> DisplayTable:
    """List a published table of starts with its last line; `cap` prints 全部开工 from 100 % on.

    The rate computed from a reported plan stands beside it and is never cut.
    """
    rows = tuple(_start_row(row, cap=cap) for row in table.rows.iter_rows(named=True))
    total = tuple(_total_row(row) for row in table.total.iter_rows(named=True))
    note = (
        "名次按开工率，相同的并列。“全部开工”为公布口径的封顶值，实际可能超过100%；"
        "计算开工率由填报的计划数得出，未公布计划数的为“—”，不作推算。"
    )
    return untyped("各地开工情况", STARTS, rows + total, note)


def _start_row(row: dict[str, Any], *, cap: bool) -> tuple[Cell, ...]:
    started, planned = row["started_compounds"], row["planned_compounds"]
    return (
        Cell(row["rank"], numbers.count(row["rank"])),
        Cell(row["region"], row["region"]),
        Cell(row["name"], row["name"]),
        Cell(started, numbers.count(started)),
        Cell(planned, numbers.count(planned)),
        start_rate(row, cap=cap),
        _computed(started, planned),
        Cell(row["published_order"], numbers.count(row["published_order"])),
    )


def start_rate(row: Mapping[str, Any], *, cap: bool) -> Cell:
    """Write a start rate as printed, else as computed; the cap keeps the value for sorting."""
    rate = row["rate"]
    if row["all_started"] or (cap and rate is not None and rate >= WHOLE):
        return Cell(WHOLE if rate is None else rate, ALL_STARTED, Signal.GOOD)
    if row["printed"]:
        return Cell(rate, row["printed"])
    return Cell(rate, share(rate))


def _computed(started: int | None, planned: int | None) -> Cell:
    if started is None or not planned:
        return Cell(None, numbers.MISSING)
    return Cell(Fraction(started, planned), numbers.percent(started, planned, decimals=2))


def _total_row(row: dict[str, Any]) -> tuple[Cell, ...]:
    blank = Cell(None, "")
    started, planned = row["started_compounds"], row["planned_compounds"]
    missing = row["planned_compounds_unknown"]
    return (
        blank,
        Cell(row["region"], row["region"]),
        Cell("合计", "合计"),
        Cell(started, numbers.count(started)),
        Cell(planned, numbers.count(planned), None, f"{missing}家未公布计划数" if missing else ""),
        Cell(None, row["printed"] or numbers.MISSING, None, "公布的合计开工率"),
        _computed(*(row[part] for part in pair("start_rate"))),
        blank,
    )


SHORT_NAMES = {"150000": "内蒙古", "230000": "黑龙江", "660000": "兵团"}
"""Provinces that tables print by another name than their first two characters."""
TILE_NOTE = "颜色：●全部开工或100%以上；◆不低于合计开工率；▲低于合计开工率；？未公布。"


def fully_started() -> pl.Expr:
    """Say of a row of a table of starts whether all is started, printed so or 100 % and above."""
    return pl.col("all_started").fill_null(value=False) | (pl.col("rate") >= WHOLE)


def start_tiles(table: StartTable, *, cap: bool) -> tuple[Tile, ...]:
    """Return a tile for each division of a table of starts, coloured against the place's rate."""
    level = start_level(table)
    return tuple(
        _start_tile(row, level, cap=cap) for row in table.rows.sort("region").iter_rows(named=True)
    )


def start_level(table: StartTable) -> Fraction | None:
    """Return the place's rate in hundredths of a percent, as printed, else as computed."""
    return level_of(table.total.row(0, named=True))


def level_of(total: Mapping[str, Any]) -> Fraction | None:
    """Return the rate of the line of a whole, as `start_level`."""
    if total["printed_rate"] is not None:
        return Fraction(total["printed_rate"])
    started, planned = (total[part] for part in pair("start_rate"))
    return Fraction(started, planned) * WHOLE if planned else None


def _start_tile(row: dict[str, Any], level: Fraction | None, *, cap: bool) -> Tile:
    cell = start_rate(row, cap=cap)
    signal, word = start_signal(row, level)
    note = f"{row['name']}：已开工{numbers.count(row['started_compounds'])}个"
    name = SHORT_NAMES.get(row["region"], row["name"][:2])
    return Tile(row["region"], name, cell.text, word, signal, note)


def start_signal(row: Mapping[str, Any], level: Fraction | None) -> tuple[Signal, str]:
    """Hold a region's start rate against the place's; return the signal and its word."""
    if row["all_started"] or (row["rate"] or 0) >= WHOLE:
        return Signal.GOOD, "全部开工"
    if row["rate"] is None:
        return Signal.UNKNOWN, "未公布"
    if level is None or row["rate"] >= level:
        return Signal.FAIR, "不低于合计"
    return Signal.WATCH, "低于合计"
