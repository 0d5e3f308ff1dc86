"""Published tables of starts as people read them: the supervision table of regions, and changes.

Where a value is not known, the last column says why; a column that nobody filled is left out, and
the note names it.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl

from metrics.progress.figures import pair
from metrics.progress.published import StartTable
from metrics.progress.published_changes import TotalChange
from metrics.views.parts import numbers
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.progress.progress_tables import start_level, start_rate, start_signal
from metrics.views.rating.ranking import places_moved

FROZEN = 3
"""How many first columns of the supervision table stay in sight."""
SHEET = (
    *((name, name) for name in ("名次", "行政区划代码", "地区")),
    *(("小区数（个）", name) for name in ("计划", "已开工", "新开工", "已完工")),
    *(("开工率（按小区数）", name) for name in ("公布或封顶", "实际计算", "变化（百分点）")),
    *(("户数（户）", name) for name in ("计划", "已开工")),
    *(("开工率（按户数）", name) for name in ("实际计算", "变化（百分点）")),
    ("完工率", "完工率"),
    *(("投资（万元）", name) for name in ("计划", "完成", "完成率")),
    *(("资金（万元）", name) for name in ("到位", "支付", "支付率")),
    *(("名次变动", name) for name in ("上期名次", "变化")),
    ("公布序号", "公布序号"),
    ("说明", "说明"),
)
CHANGES = ("名次", "上期名次", "名次变化", "行政区划代码", "地区", "已开工小区", "上期已开工", "新开工",
           "开工率", "上期开工率", "变化(百分点)", "计划小区", "计算开工率", "户数开工率",
           "上期户数开工率", "户数变化(百分点)", "说明")  # fmt: skip
KEPT = ("名次", "行政区划代码", "地区")
WHY = "说明"
LEGEND = (
    "●全部开工或100%以上，◆不低于合计开工率，▲低于合计开工率。名次按开工率，相同的并列；"
    "“全部开工”为公布口径的封顶值，与100%及以上的并列第一。实际计算为已开工数除以计划数，不封顶；"
    "未公布计划数的不作推算。变化为与上期开工率之差，任一期只公布“全部开工”（封顶）而无计划数的不能计算。"
)
NOT_TOLD = "未报送"
PARTIAL = "所辖地区未报全"
CAPS = {True: "满100%按全部开工", False: "不封顶"}
"""Whether a start rate from 100 % on is printed as 全部开工."""
NO_EARLIER = "没有更早的同年度报表"
Row = Mapping[str, Any]


def supervision(
    found: pl.DataFrame, table: StartTable, *, change: TotalChange, cap: bool
) -> DisplayTable:
    """Write the supervision table of regions, the total first.

    `found` is `published_changes.start_changes` (all its rows, or some) and `table` its later
    table; `change` that of the whole place; `cap` prints 全部开工 from 100 % on.
    """
    level = start_level(table)
    homes = found["started_households"].count() > 0
    rows = [_total(table, change)]
    rows += [_region(row, level, cap=cap, homes=homes) for row in found.iter_rows(named=True)]
    columns = tuple(low if top == low else f"{top}·{low}" for top, low in SHEET)
    year = table.total["year"].item()
    title = f"{year}年度各地开工督导表"
    return _without_blank(DisplayTable(title, columns, tuple(rows), LEGEND, SHEET))


def _region(row: Row, level: Fraction | None, *, cap: bool, homes: bool) -> tuple[Cell, ...]:
    signal, _ = start_signal(row, level)
    shown = start_rate(row, cap=cap)
    return (
        _count(row, "rank"),
        Cell(row["region"], row["region"]),
        Cell(row["name"], row["name"]),
        *_figures(row, "planned_compounds", "started_compounds"),
        Cell(row["started_change"], numbers.signed(row["started_change"])),
        *_figures(row, "completed_compounds"),
        shown if row["rate"] is None and not row["all_started"] else shown._replace(signal=signal),
        _rate(row, "start_rate"),
        points(row["rate_change"]),
        *_rest(row),
        points(row["household_rate_change"]),
        *_money(row),
        _count(row, "rank_before"),
        Cell(row["rank_move"], places_moved(row["rank_move"])),
        _count(row, "published_order"),
        _why(row, homes=homes),
    )


def _total(table: StartTable, change: TotalChange) -> tuple[Cell, ...]:
    row, blank = table.total.row(0, named=True), Cell(None, "")
    value = None if row["printed_rate"] is None else Fraction(row["printed_rate"], 10_000)
    printed = Cell(value, row["printed"] or "", None, "公布的合计开工率")
    return (
        blank,
        blank,
        Cell("合计", f"合计（{table.rows.height}家）"),
        *_figures(row, "planned_compounds", "started_compounds"),
        Cell(change.started, numbers.signed(change.started)),
        *_figures(row, "completed_compounds"),
        printed,
        _rate(row, "start_rate"),
        points(change.rate),
        *_rest(row),
        blank,
        *_money(row),
        blank,
        blank,
        blank,
        Cell(None, _left_out(row)),
    )


def _rest(row: Row) -> tuple[Cell, ...]:
    figures = _figures(row, "planned_households", "started_households")
    return (*figures, _rate(row, "household_start_rate"))


def _money(row: Row) -> tuple[Cell, ...]:
    return (
        _rate(row, "completion_rate"),
        *_figures(row, "planned_investment", "completed_investment", write=numbers.wan),
        _rate(row, "investment_rate"),
        *_figures(row, "received", "paid", write=numbers.wan),
        _rate(row, "payment_rate"),
    )


def _figures(row: Row, *names: str, write: Any = numbers.count) -> tuple[Cell, ...]:
    return tuple(
        Cell(row[name], write(row[name]), note=_missing(row[f"{name}_unknown"], row[name]))
        for name in names
    )


def _missing(units: int, known: int | None) -> str:
    return f"另有{units}家未填报，未计入" if units and known is not None else ""


def _rate(row: Row, rate: str) -> Cell:
    part, whole = (row[name] for name in pair(rate))
    value = Fraction(part, whole) if part is not None and whole else None
    note = _missing(row[f"{rate}_left_out"], part)
    return Cell(value, numbers.percent(part, whole, decimals=2), note=note)


def points(hundredths: int | None) -> Cell:
    """Write a change in 百分点 with its sign; null is —."""
    value = None if hundredths is None else Fraction(hundredths, 10_000)
    return Cell(value, numbers.signed(None if value is None else value * 100, decimals=2))


def _count(row: Row, name: str) -> Cell:
    return Cell(row[name], numbers.count(row[name]))


def _left_out(row: Row) -> str:
    """Say whom the sum and the rate of the total leave out."""
    silent, apart = row["started_compounds_unknown"], row["start_rate_left_out"]
    told = (
        f"{silent}家未公布已开工数" if silent else "",
        f"实际计算的开工率未含{apart}家" if apart and row["planned_compounds"] is not None else "",
    )
    return "；".join(filter(None, told))


def _why(row: Row, *, homes: bool) -> Cell:
    """Say why something of a region is not known."""
    if row["started_compounds"] is None and row["planned_compounds"] is None and not row["printed"]:
        return Cell(NOT_TOLD, NOT_TOLD)
    untold = (
        ("计划数", row["planned_compounds"]),
        ("已开工数", row["started_compounds"]),
        ("户数", row["household_rate"] if homes else 0),
    )
    gaps = [f"{label}未公布" for label, value in untold if value is None]
    words = "；".join((*gaps, *_no_change(row)))
    return Cell(words or None, words)


def gaps(row: Row) -> str:
    """Say why starts, start rate or its change are not known; nothing is missing is empty."""
    if row["started_compounds"] is None and row["planned_compounds"] is None and not row["printed"]:
        return NOT_TOLD
    rated = row["rate"] is not None or row["all_started"]
    told = (
        "已开工数未公布" if row["started_compounds"] is None else "",
        "" if rated else "开工率未公布",
    )
    return "；".join((*filter(None, told), *_no_change(row)))


def _no_change(row: Row) -> tuple[str, ...]:
    """Say why the change of the start rate cannot be computed, where there is an earlier table."""
    if row["rate_change"] is not None or not row["compared"]:
        return ()
    sides = {"本期": "", "上期": "_before"}
    capped = [s for s, end in sides.items() if row[f"all_started{end}"]]
    untold = [s for s, end in sides.items() if s not in capped and row[f"rate{end}"] is None]
    said = [f"{_both(capped)}封顶"] if capped else []
    said += [f"{_both(untold)}未公布"] if untold else []
    return (f"变化未知（{'，'.join(said) or PARTIAL}）",)


def _both(sides: list[str]) -> str:
    return "两期" if len(sides) > 1 else sides[0]


def changes(found: pl.DataFrame, *, before: date, after: date, cap: bool) -> DisplayTable:
    """List two published tables of starts side by side; `cap` prints 全部开工 from 100 % on."""
    homes = found["started_households"].count() > 0
    rows = tuple(_changed(row, cap=cap, homes=homes) for row in found.iter_rows(named=True))
    title = f"各地开工变化（{numbers.day(before)}至{numbers.day(after)}）"
    note = (
        "变化按两期公布的开工率计算；任一期只公布“全部开工”（封顶）的，按两期计划数计算，未公布计划数的为“—”，"
        "不作推算。名次按开工率，“全部开工”并列第一。"
    )
    return _without_blank(DisplayTable(title, CHANGES, rows, note))


def _changed(row: Row, *, cap: bool, homes: bool) -> tuple[Cell, ...]:
    earlier = {name: row[f"{name}_before"] for name in ("rate", "all_started", "printed")}
    return (
        _count(row, "rank"),
        _count(row, "rank_before"),
        Cell(row["rank_move"], places_moved(row["rank_move"])),
        Cell(row["region"], row["region"]),
        Cell(row["name"], row["name"]),
        _count(row, "started_compounds"),
        _count(row, "started_compounds_before"),
        Cell(row["started_change"], numbers.signed(row["started_change"])),
        start_rate(row, cap=cap),
        start_rate(earlier, cap=cap),
        points(row["rate_change"]),
        _count(row, "planned_compounds"),
        _rate(row, "start_rate"),
        _rate(row, "household_start_rate"),
        _share(row["household_rate_before"]),
        points(row["household_rate_change"]),
        _why(row, homes=homes),
    )


def _share(hundredths: int | None) -> Cell:
    value = None if hundredths is None else Fraction(hundredths, 10_000)
    return Cell(value, numbers.percent(hundredths, 10_000, decimals=2))


def _named(table: DisplayTable, places: list[int]) -> str:
    """Name columns, those under one heading together."""
    groups: dict[str, list[str]] = {}
    for place in places:
        top, low = table.headings[place] if table.headings else ("", table.columns[place])
        groups.setdefault("" if top == low else top, []).append(low)
    named = (
        f"{top}的{'、'.join(lows)}" if top else "、".join(lows) for top, lows in groups.items()
    )
    return "，".join(named)


def _without_blank(table: DisplayTable) -> DisplayTable:
    """Leave out the columns of which nobody knows anything, and say so in the note."""
    told = {
        place
        for place in range(len(table.columns))
        if any(row[place].value is not None for row in table.rows)
    }
    told |= {table.columns.index(label) for label in KEPT}
    places = sorted(told)
    gone = [n for n, label in enumerate(table.columns) if n not in told and label != WHY]
    named = f"各地均未公布或无从计算而未列出的栏目：{_named(table, gone)}。" if gone else ""
    return DisplayTable(
        table.title,
        tuple(table.columns[place] for place in places),
        tuple(tuple(row[place] for place in places) for row in table.rows),
        table.note + named,
        tuple(table.headings[place] for place in places) if table.headings else (),
    )
