"""Progress of regions as tables: from the ledger, and from the published tables of starts."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import polars as pl

from metrics.progress.figures import pair
from metrics.progress.places import exactly
from metrics.progress.published import StartTable, hides_some, level_of, standing
from metrics.progress.rates import beyond_plan
from metrics.rating.evaluation import Evaluation
from metrics.records.grammar import UNREADABLE
from metrics.records.published_rate import ALL_STARTED
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    count,
    count_column,
    money_column,
    rate,
    rate_column,
    text,
    text_column,
)
from metrics.views.parts.charts import share
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line, total_line
from metrics.views.progress.total_words import total_words
from metrics.views.rating.overview import Tile
from metrics.views.rating.ranking import names_of
from metrics.views.supervision.figure_cells import left_out

MONEY_WORDS = {
    "planned_investment": "计划投资",
    "completed_investment": "完成投资",
    "received": "到位资金",
    "paid": "支付资金",
}


def progress_of(evaluation: Evaluation, ledger: pl.DataFrame, *, level: str) -> DisplayTable:
    """List the progress of the regions of one level, and the place itself last; rates are Σ/Σ."""
    below = evaluation.scores.filter(pl.col("region") != evaluation.place, level=level)
    wanted = [*below["region"].sort(), evaluation.place]
    names = names_of(evaluation)
    progress = {
        row["region"]: row for row in ledger.filter(year=evaluation.year).iter_rows(named=True)
    }
    nothing = dict.fromkeys(ledger.columns)
    lines = tuple(
        line(
            PROGRESS,
            nothing | progress.get(code, {}) | {"region": code, "name": names[code]},
            key=code,
        )
        for code in wanted
    )
    note = "各率均为合计数之比；超过100%的如实保留；“—”为没有填报。"
    note += _beyond_words({names[code]: progress[code] for code in wanted if code in progress})
    missing = _missing_words(progress.get(evaluation.place, {}))
    return DisplayTable("各地进度", PROGRESS, lines, note + missing, evaluation.as_of)


def _missing_words(row: dict[str, Any]) -> str:
    """Say what no sum or rate of the place holds: records without the figure, silent divisions."""
    blanks = [
        f"{label}{row[f'{name}_unknown']}条"
        for name, label in MONEY_WORDS.items()
        if row.get(f"{name}_unknown")
    ]
    sentence = f"未填报而未计入：{'、'.join(blanks)}。" if blanks else "已报各数均无缺填。"
    silent = row.get("silent") or 0
    return sentence + (f"未报送{silent}家，未计入。" if silent else "")


def _beyond_words(rows: Mapping[str, Row]) -> str:
    """Name the regions whose 开工率 exceeds 100 % because compounds started outside the plan."""
    listed = [f"{name}{n}个" for name, row in rows.items() if (n := beyond_plan(row))]
    if not listed:
        return ""
    return f"开工率超过100%的，另有小区未列入计划，请核实列入计划日期：{'、'.join(listed)}。"


def _beyond(row: Row) -> str:
    number = beyond_plan(row)
    return f"另有{number}个小区未列入计划，请核实列入计划日期" if number else ""


def _started(row: Row) -> str:
    return "；".join(filter(None, (_silent(row), _beyond(row))))


def _silent(row: Row) -> str:
    return f"另有{row['silent']}家未报送，未计入" if row["silent"] else ""


def _count(name: str, heading: str) -> Column:
    return count_column(name, heading, note=_silent)


def _money(name: str) -> Column:
    heading = f"{MONEY_WORDS[name]}(万元)"
    return money_column(name, heading, note=left_out(f"{name}_unknown"))


def _rate(name: str, heading: str) -> Column:
    note = left_out(f"{name}_left_out")
    return rate_column(name, heading, parts=pair(name), decimals=2, note=note)


PROGRESS = (
    text_column("region", "行政区划代码"),
    text_column("name", "地区"),
    _count("planned_compounds", "计划小区"),
    count_column("started_compounds", "已开工", note=_started),
    _rate("start_rate", "开工率"),
    _rate("household_start_rate", "户数开工率"),
    _count("completed_compounds", "已完工"),
    _rate("completion_rate", "完工率"),
    _money("planned_investment"),
    _money("completed_investment"),
    _rate("investment_rate", "投资完成率"),
    _money("received"),
    _money("paid"),
    _rate("payment_rate", "支付率"),
)
"""The columns of 各地进度."""


def starts(table: StartTable, *, cap: bool) -> DisplayTable:
    """List a published table of starts with its last line; `cap` prints 全部开工 from 100 % on.

    The rate computed from a reported plan stands beside it and is never cut.
    """
    columns = _start_columns(cap=cap)
    lines = [line(columns, row, key=row["region"]) for row in table.rows.iter_rows(named=True)]
    whole = table.total.row(0, named=True)
    lines.append(total_line(columns, whole, words="合计", key=whole["region"]))
    note = (
        f"{total_words(whole)}{rank_words(table.rows)}"
        "计算开工率由填报的计划数得出，未公布计划数的为“—”，不作推算。"
    )
    return DisplayTable("各地开工情况", columns, tuple(lines), note)


def _start_columns(*, cap: bool) -> tuple[Column, ...]:
    both = ("started_compounds", "planned_compounds")
    return (
        count_column("rank", "名次", totalled=False),
        text_column("region", "行政区划代码")._replace(total=lambda row: text(row["region"])),
        text_column("name", "地区")._replace(total=lambda _: text("合计")),
        count_column("started_compounds", "已开工小区"),
        count_column("planned_compounds", "计划小区")._replace(total=_planned),
        Column(
            "rate", ("开工率",), Holds.RATE, lambda row: start_rate(row, cap=cap), _printed, decimals=2
        ),
        rate_column("start_rate", "计算开工率", parts=both, decimals=2)._replace(total=_computed),
        count_column("published_order", "公布序号", totalled=False),
    )  # fmt: skip


def _planned(row: Row) -> Cell:
    missing = row["planned_compounds_unknown"]
    return count(row["planned_compounds"], note=f"{missing}家未公布计划数" if missing else "")


def _computed(row: Row) -> Cell:
    return rate(*(row[part] for part in pair("start_rate")), decimals=2)


def rank_words(rows: pl.DataFrame) -> str:
    """Say how a table of starts is ranked, as its caps leave room for it."""
    told = "名次按开工率，有计划数的按已开工数与计划数之比（不四舍五入），相同的并列"
    if hides_some(rows):
        return f"{told}；只公布“全部开工”的为封顶值，与100%及以上的并列第一。"
    known = "；写“全部开工”的也按实际计算的开工率排名" if rows["full"].any() else ""
    return f"{told}{known}。"


def _printed(row: Row) -> Cell:
    words = UNREADABLE if row["unread"] is not None else row["printed"] or numbers.MISSING
    return Cell(None, words, None, "公布的合计开工率", worded=True)


def start_rate(row: Mapping[str, Any], *, cap: bool) -> Cell:
    """Write a start rate as printed, else as computed; the cap keeps the value for sorting."""
    if row["unread"] is not None:
        return Cell(None, UNREADABLE, Signal.UNKNOWN, f"填的是“{row['unread']}”", worded=True)
    exact = exactly(row["rate_part"], row["rate_whole"])
    if row["all_started"] or (cap and row["full"]):
        return Cell(Fraction(1) if exact is None else exact, ALL_STARTED, Signal.GOOD)
    return Cell(exact, row["printed"] or share(row["rate"]), worded=True)


SHORT_NAMES = {"150000": "内蒙古", "230000": "黑龙江", "660000": "兵团"}
"""Provinces that tables print by another name than their first two characters."""
YARDSTICK = "◆不低于合计开工率，▲低于合计开工率"
NO_YARDSTICK = "没有可比的合计开工率，不标◆▲"


def mark_words(level: Fraction | None) -> str:
    """Say what the marks of start rates mean; without a rate of the whole there are only two."""
    return f"●全部开工或100%以上，{NO_YARDSTICK if level is None else YARDSTICK}"


def tile_note(table: StartTable) -> str:
    """Say what the colours of the tiles mean."""
    return f"颜色：{mark_words(start_level(table))}，？未公布或无法识别。"


def start_tiles(table: StartTable, *, cap: bool) -> tuple[Tile, ...]:
    """Return a tile for each division of a table of starts, coloured against the place's rate."""
    level = start_level(table)
    return tuple(
        _start_tile(row, level, cap=cap) for row in table.rows.sort("region").iter_rows(named=True)
    )


def start_level(table: StartTable) -> Fraction | None:
    """Return the rate of the place as a whole as a share of one; null where it has none."""
    return level_of(table.total.row(0, named=True))


def _start_tile(row: dict[str, Any], level: Fraction | None, *, cap: bool) -> Tile:
    cell = start_rate(row, cap=cap)
    signal, word = start_signal(row, level)
    note = f"{row['name']}：已开工{numbers.count(row['started_compounds'])}个"
    name = SHORT_NAMES.get(row["region"], row["name"][:2])
    return Tile(key=row["region"], name=name, value=cell.text, word=word, signal=signal, note=note)


def start_signal(row: Mapping[str, Any], level: Fraction | None) -> tuple[Signal, str]:
    """Hold a region's start rate against the place's; return the signal and its word.

    NOT_APPLICABLE without a word where the place has no rate to hold it against.
    """
    if row["unread"] is not None:
        return Signal.UNKNOWN, UNREADABLE
    if row["full"]:
        return Signal.GOOD, "全部开工"
    if row["rate"] is None:
        return Signal.UNKNOWN, "未公布"
    above = standing(row, level)
    if above is None:
        return Signal.NOT_APPLICABLE, ""
    return (Signal.FAIR, "不低于合计") if above else (Signal.WATCH, "低于合计")


def start_mark(row: Mapping[str, Any], level: Fraction | None) -> Signal | None:
    """Return the signal of a known start rate; null where it is not known, or has no yardstick."""
    signal, _ = start_signal(row, level)
    return None if signal in (Signal.NOT_APPLICABLE, Signal.UNKNOWN) else signal
