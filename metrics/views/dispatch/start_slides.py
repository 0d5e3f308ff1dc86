"""The pages of a meeting about a published table of starts: where each region stands, who is last.

Written from what the agenda keeps (see `metrics.dispatch.starts`).
"""

from collections.abc import Iterator, Sequence

from metrics.dispatch.agenda_items import LAST_STARTS, STARTS, LastStartsItem, StartsItem
from metrics.dispatch.starts import StartRow, Starts, WholeRow
from metrics.progress.published import level_of
from metrics.records.published_rate import ALL_STARTED
from metrics.views.dispatch.slide import HEADINGS, Slide, pages
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    change_column,
    count_column,
    moved_column,
    remark,
    text,
    unless_redrawn,
)
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, Line, line, total_line
from metrics.views.progress.progress_tables import mark_words, start_mark, start_rate
from metrics.views.progress.start_tables import gaps, whole_name
from metrics.views.rating.ranking import rank_moved

ROWS_SHOWN = 12
WHY = "why"
MOVES = ("rank_move", "rate_change", "started_change")
"""What only an earlier table of the year tells."""
NO_MEETING = "没有同年度的上次会议可比较，不列变化。"


def every_region(item: StartsItem) -> Iterator[Slide]:
    """Write the table of all regions on pages of about the same length, the whole first."""
    starts = item.starts
    columns = _columns(starts.whole)
    lines = (_total(columns, starts), *_regions(columns, starts))
    table = _shown(DisplayTable(HEADINGS[STARTS], columns, lines), starts.whole)
    number = -(-len(lines) // ROWS_SHOWN)
    words = (f"{_compared(starts.whole)}{mark_words(level_of(starts.whole))}。{_ranked(starts)}",)
    for title, page in pages(table.title, table.lines, -(-len(lines) // number)):
        shown = table._replace(title=title, lines=tuple(page))
        yield Slide(
            key=item.key, part=item.part, region=None, title=title, tables=(shown,), words=words
        )


def ranked_last(item: LastStartsItem) -> Iterator[Slide]:
    """Write those ranked last, held against the whole."""
    starts, whole = item.starts, item.starts.whole
    named = "、".join(f"{row['name']}（{_rate(row, whole).text}）" for row in starts.regions)
    lead = f"开工率最低：{named}{_against(whole)}。"
    title, columns = HEADINGS[LAST_STARTS], _columns(whole)
    table = _shown(DisplayTable(title, columns, tuple(_regions(columns, starts))), whole)
    yield Slide(
        key=item.key,
        part=item.part,
        region=None,
        title=title,
        tables=(table,),
        words=(_compared(whole),),
        lead=(lead,),
    )


def whole_rate(whole: WholeRow) -> str:
    """Write the start rate of the whole as printed, else as computed; null is —."""
    parts = whole["start_rate_numerator"], whole["start_rate_denominator"]
    return whole["printed"] or numbers.percent(*parts, decimals=2)


def _against(whole: WholeRow) -> str:
    rate = whole_rate(whole)
    return "" if rate == numbers.MISSING else f"，合计{rate}"


def _compared(whole: WholeRow) -> str:
    """Say what the changes are held against."""
    if whole["since"] is None:
        return NO_MEETING
    return f"变化与上次会议（数据截至{whole['since']}）相比，任一期封顶或未公布的不作推算。"


def _ranked(starts: Starts) -> str:
    """Say how the regions are ranked, as the caps among them leave room for it."""
    if any(row["full"] and row["rate_part"] is None for row in starts.regions):
        return "只公布“全部开工”的为封顶值，与100%及以上的并列第一。"
    return "名次按开工率，相同的并列。"


def _shown(table: DisplayTable, whole: WholeRow) -> DisplayTable:
    """Leave out the changes where there is nothing earlier, and the reasons where there are none."""
    reasons = any(cell.text for cell in table.at(WHY))
    return table.without(*(MOVES if whole["since"] is None else ()), *(() if reasons else (WHY,)))


def _columns(whole: WholeRow) -> tuple[Column, ...]:
    return (
        count_column("rank", "名次", totalled=False),
        rank_moved("名次变化"),
        Column("name", ("地区",), Holds.TEXT, lambda row: text(row["name"]), whole_name),
        Column("rate", ("开工率",), Holds.RATE, lambda row: _rate(row, whole), _level, decimals=2),
        unless_redrawn(moved_column("rate_change", "变化(百分点)")),
        count_column("started_compounds", "已开工"),
        unless_redrawn(change_column("started_change", "新开工")),
        Column(WHY, ("说明",), Holds.TEXT, lambda row: remark(gaps(row)), _silent),
    )


def _regions(columns: Sequence[Column], starts: Starts) -> Iterator[Line]:
    return (line(columns, row, key=row["region"]) for row in starts.regions)


def _total(columns: Sequence[Column], starts: Starts) -> Line:
    whole = {**starts.whole, "units": len(starts.regions)}
    return total_line(columns, whole, words=whole_name(whole).text, key=starts.whole["region"])


def _rate(row: StartRow, whole: WholeRow) -> Cell:
    """Write the start rate; a known one stands beside 全部开工, as the rank goes by it."""
    cell = start_rate(row, cap=whole["cap"])
    if row["rate_part"] is not None and cell.text == ALL_STARTED:
        exact = numbers.percent(row["rate_part"], row["rate_whole"], decimals=2)
        cell = cell._replace(text=f"{ALL_STARTED}（{exact}）")
    return cell._replace(signal=start_mark(row, level_of(whole)) or cell.signal)


def _level(whole: WholeRow) -> Cell:
    return Cell(level_of(whole), whole_rate(whole), worded=True)


def _silent(whole: WholeRow) -> Cell:
    """Say whom the total leaves out."""
    silent = whole["started_compounds_unknown"]
    return remark(f"{silent}家未公布已开工数，未计入" if silent else "")
