"""Published tables of starts as people read them: the supervision table of regions, and changes.

Where a value is not known, the last column says why; a column that nobody filled is left out, and
the note names it.
"""

from datetime import date
from fractions import Fraction

import polars as pl

from metrics.progress.figures import pair
from metrics.progress.published import StartTable
from metrics.progress.published_changes import SIDES, TotalChange
from metrics.records.grammar import UNREADABLE
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Noted,
    Row,
    change_column,
    count_column,
    money_column,
    moved_column,
    rate,
    rate_column,
    remark,
    text,
    text_column,
    unless_redrawn,
)
from metrics.views.parts.labels import ADJUSTED
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line, total_line
from metrics.views.progress.blank_columns import WHY, without_blank
from metrics.views.progress.progress_tables import (
    mark_words,
    rank_words,
    start_level,
    start_mark,
    start_rate,
)
from metrics.views.progress.total_words import total_words
from metrics.views.rating.ranking import rank_moved

FROZEN = 3
"""How many first columns of the supervision table stay in sight."""
STARTS = "小区数（个）"
READ_AS = (
    "实际计算为已开工数除以计划数，不封顶；未公布计划数的不作推算。"
    "变化为与上期开工率之差，任一期只公布“全部开工”（封顶）而无计划数的不能计算。"
)
NOT_TOLD = "未报送"
PARTIAL = "所辖地区未报全"
CAPS = {True: "满100%按全部开工", False: "不封顶"}
"""Whether a start rate from 100 % on is printed as 全部开工."""
NO_EARLIER = "没有更早的同年度报表"


def supervision(
    starts: pl.DataFrame, table: StartTable, *, change: TotalChange, cap: bool
) -> DisplayTable:
    """Write the supervision table of regions, the total first.

    `starts` is `published_changes.start_changes` (all its rows, or some) and `table` its later
    table; `change` that of the whole place; `cap` prints 全部开工 from 100 % on.
    """
    homes = starts["started_households"].count() > 0
    columns = _columns(start_level(table), cap=cap, homes=homes)
    whole = table.total.row(0, named=True)
    whole |= {"started_change": change.started, "rate_change": change.rate}
    whole["units"] = table.rows.height
    lines = [total_line(columns, whole, words=whole_name(whole).text, key=whole["region"])]
    lines += [line(columns, row, key=row["region"]) for row in starts.iter_rows(named=True)]
    title = f"{whole['year']}年度各地开工督导表"
    note = (
        f"{total_words(whole)}{mark_words(start_level(table))}。{rank_words(table.rows)}{READ_AS}"
    )
    return without_blank(DisplayTable(title, columns, tuple(lines), note))


def _columns(level: Fraction | None, *, cap: bool, homes: bool) -> tuple[Column, ...]:
    return (
        count_column("rank", "名次", totalled=False),
        text_column("region", "行政区划代码"),
        Column("name", ("地区",), Holds.TEXT, lambda row: text(row["name"]), whole_name),
        _count("planned_compounds", STARTS, "计划"),
        _count("started_compounds", STARTS, "已开工"),
        unless_redrawn(change_column("started_change", STARTS, "新开工")),
        _count("completed_compounds", STARTS, "已完工"),
        Column(
            "rate", ("开工率（按小区数）", "公布或封顶"), Holds.RATE,
            lambda row: _lit_rate(row, level, cap=cap), _printed, decimals=2,
        ),
        _rate("start_rate", "开工率（按小区数）", "实际计算"),
        unless_redrawn(moved_column("rate_change", "开工率（按小区数）", "变化（百分点）")),
        _count("planned_households", "户数（户）", "计划"),
        _count("started_households", "户数（户）", "已开工"),
        _rate("household_start_rate", "开工率（按户数）", "实际计算"),
        HOMES_MOVED,
        _rate("completion_rate", "完工率"),
        *MONEY,
        unless_redrawn(count_column("rank_before", "名次变动", "上期名次", totalled=False)),
        rank_moved("名次变动", "变化"),
        count_column("published_order", "公布序号", totalled=False),
        Column(WHY, ("说明",), Holds.TEXT, lambda row: _why(row, homes=homes), _left_out),
    )  # fmt: skip


HOMES_MOVED = unless_redrawn(
    moved_column("household_rate_change", "开工率（按户数）", "变化（百分点）", totalled=False)
)


def whole_name(row: Row) -> Cell:
    """Name the whole as the page and the paper do."""
    return Cell("合计", f"合计（{row['units']}家）")


def _lit_rate(row: Row, level: Fraction | None, *, cap: bool) -> Cell:
    """Write the start rate of a region as printed, with its signal against the whole's."""
    shown = start_rate(row, cap=cap)._replace(worded=True)
    return shown._replace(signal=start_mark(row, level) or shown.signal)


def _printed(row: Row) -> Cell:
    value = None if row["printed_rate"] is None else Fraction(row["printed_rate"], 10_000)
    computed = numbers.percent(row["printed_rate"], 10_000, decimals=2)
    words = UNREADABLE if row["unread"] is not None else row["printed"] or ""
    return Cell(value, words, None, "公布的合计开工率", worded=row["printed"] != computed)


def _count(name: str, *headings: str) -> Column:
    return count_column(name, *headings, note=_silent(name))


def _money(name: str, *headings: str) -> Column:
    return money_column(name, *headings, note=_silent(name))


def _rate(name: str, *headings: str) -> Column:
    part, whole = pair(name)

    def silent(row: Row) -> str:
        return _missing(row[f"{name}_left_out"], row[part])

    return rate_column(name, *headings, parts=(part, whole), decimals=2, note=silent)


def _silent(name: str) -> Noted:
    """Say how many units left a figure blank, where others are known."""
    return lambda row: _missing(row[f"{name}_unknown"], row[name])


def _missing(units: int, figure: int | None) -> str:
    return f"另有{units}家未填报，未计入" if units and figure is not None else ""


MONEY = (
    _money("planned_investment", "投资（万元）", "计划"),
    _money("completed_investment", "投资（万元）", "完成"),
    _rate("investment_rate", "投资（万元）", "完成率"),
    _money("received", "资金（万元）", "到位"),
    _money("paid", "资金（万元）", "支付"),
    _rate("payment_rate", "资金（万元）", "支付率"),
)
"""The columns of money, the same for every row."""


def _left_out(row: Row) -> Cell:
    """Say whom the sum and the rate of the total leave out; alone this is nothing to list."""
    silent, apart = row["started_compounds_unknown"], row["start_rate_left_out"]
    gaps = (
        f"{silent}家未公布已开工数" if silent else "",
        f"实际计算的开工率未含{apart}家" if apart and row["planned_compounds"] is not None else "",
    )
    return Cell(None, "；".join(filter(None, gaps)), worded=True)


def _why(row: Row, *, homes: bool) -> Cell:
    """Say why something of a region is not known, and what of it cannot be so."""
    if _silent_on_all(row):
        return remark(NOT_TOLD)
    untold = (
        ("计划数", row["planned_compounds"]),
        ("已开工数", row["started_compounds"]),
        ("户数", row["household_rate"] if homes else 0),
    )
    gaps = [f"{label}未公布" for label, value in untold if value is None]
    return remark("；".join((*_misprinted(row), *gaps, *_no_change(row))))


def _silent_on_all(row: Row) -> bool:
    told = (row[name] for name in ("started_compounds", "planned_compounds", "printed", "unread"))
    return all(value is None for value in told)


def _misprinted(row: Row) -> tuple[str, ...]:
    """Say what is wrong with the rate that a region told as published."""
    if row["unread"] is not None:
        return (f"公布开工率“{row['unread']}”无法识别，请更正",)
    return ("公布开工率与已开工数、计划数不符",) if row["disagrees"] else ()


def gaps(row: Row) -> str:
    """Say why starts, start rate or its change are not known; nothing is missing is empty."""
    if _silent_on_all(row):
        return NOT_TOLD
    rated = row["rate"] is not None or row["all_started"] or row["unread"] is not None
    reasons = (
        "" if row["unread"] is None else "公布开工率无法识别",
        "已开工数未公布" if row["started_compounds"] is None else "",
        "" if rated else "开工率未公布",
    )
    return "；".join((*filter(None, reasons), *_no_change(row)))


def _no_change(row: Row) -> tuple[str, ...]:
    """Say why the change of the start rate cannot be computed, where there is an earlier table."""
    if row.get("redrawn"):
        return (f"{ADJUSTED}，与上期范围不同，不作比较",)
    if row["rate_change"] is not None or not row["compared"]:
        return ()
    sides = {"本期": "", "上期": "_before"}
    capped = [s for s, end in sides.items() if row[f"all_started{end}"]]
    unread = [s for s, end in sides.items() if row.get(f"unread{end}") is not None]
    known = (*capped, *unread)
    untold = [s for s, end in sides.items() if s not in known and row[f"rate{end}"] is None]
    reasons = [
        f"{_both(which)}{why}"
        for which, why in ((capped, "封顶"), (unread, UNREADABLE), (untold, "未公布"))
        if which
    ]
    return (f"变化未知（{'，'.join(reasons) or PARTIAL}）",)


def _both(sides: list[str]) -> str:
    return "两期" if len(sides) > 1 else sides[0]


def changes(starts: pl.DataFrame, *, before: date, after: date, cap: bool) -> DisplayTable:
    """List two published tables of starts side by side; `cap` prints 全部开工 from 100 % on."""
    columns = _change_columns(cap=cap, homes=starts["started_households"].count() > 0)
    lines = tuple(line(columns, row, key=row["region"]) for row in starts.iter_rows(named=True))
    title = f"各地开工变化（{numbers.day(before)}至{numbers.day(after)}）"
    note = (
        "变化按两期公布的开工率计算；任一期只公布“全部开工”（封顶）的，按两期计划数计算，未公布计划数的为“—”，"
        f"不作推算。{rank_words(starts)}"
    )
    return without_blank(DisplayTable(title, columns, lines, note))


def _change_columns(*, cap: bool, homes: bool) -> tuple[Column, ...]:
    return (
        count_column("rank", "名次"),
        unless_redrawn(count_column("rank_before", "上期名次")),
        rank_moved("名次变化"),
        text_column("region", "行政区划代码"),
        text_column("name", "地区"),
        count_column("started_compounds", "已开工小区"),
        count_column("started_compounds_before", "上期已开工"),
        unless_redrawn(change_column("started_change", "新开工")),
        Column("rate", ("开工率",), Holds.RATE, lambda row: start_rate(row, cap=cap)),
        Column("rate_before", ("上期开工率",), Holds.RATE, lambda row: _earlier(row, cap=cap)),
        unless_redrawn(moved_column("rate_change", "变化(百分点)")),
        count_column("planned_compounds", "计划小区"),
        _rate("start_rate", "计算开工率"),
        _rate("household_start_rate", "户数开工率"),
        Column("household_rate_before", ("上期户数开工率",), Holds.RATE, _homes_before, decimals=2),
        unless_redrawn(moved_column("household_rate_change", "户数变化(百分点)")),
        Column(WHY, ("说明",), Holds.TEXT, lambda row: _why(row, homes=homes)),
    )


def _earlier(row: Row, *, cap: bool) -> Cell:
    return start_rate({name: row[f"{name}_before"] for name in SIDES}, cap=cap)


def _homes_before(row: Row) -> Cell:
    hundredths = row["household_rate_before"]
    return rate(hundredths, 10_000, decimals=2)
