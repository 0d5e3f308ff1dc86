"""The pages of a meeting about a published table of starts: where each region stands, who is last.

Written from what the agenda keeps (see `metrics.dispatch.starts`).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from metrics.dispatch.agenda_items import LAST_STARTS, STARTS, LastStartsItem, StartsItem
from metrics.dispatch.starts import StartRow, Starts, WholeRow
from metrics.progress.published import ALL_STARTED
from metrics.views.parts import numbers
from metrics.views.parts.cells import rate_moved
from metrics.views.parts.charts import share
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.parts.untyped import untyped
from metrics.views.progress.progress_tables import level_of, start_rate, start_signal
from metrics.views.progress.start_tables import gaps
from metrics.views.rating.ranking import places_moved

HEADINGS = {STARTS: "各地开工情况", LAST_STARTS: "开工率靠后地区"}
ROWS_SHOWN = 12
WHY = "说明"
HEADS = ("名次", "名次变化", "地区", "开工率", "变化(百分点)", "已开工", "新开工", WHY)
MOVES = ("名次变化", "变化(百分点)", "新开工")
"""What only an earlier table of the year tells."""
NO_MEETING = "没有同年度的上次会议可比较，不列变化。"
LEGEND = "●全部开工或100%以上，◆不低于合计，▲低于合计；只公布“全部开工”的为封顶值，与100%及以上的并列第一。"


class Page(NamedTuple):
    """One page: what stands above the table, the table (its title is the page's), and below it."""

    table: DisplayTable
    lead: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def pages(item: StartsItem | LastStartsItem) -> Iterator[Page]:
    """Write an item of HEADINGS."""
    return _all(item.starts) if isinstance(item, StartsItem) else iter([_last(item.starts)])


def _all(starts: Starts) -> Iterator[Page]:
    """Write the table of all regions on pages of about the same length, the whole first."""
    lines = [_total(starts.whole, len(starts.regions)), *_regions(starts)]
    whole = _table(HEADINGS[STARTS], lines, starts.whole)
    number = -(-len(lines) // ROWS_SHOWN)
    size = -(-len(lines) // number)
    for page in range(number):
        title = whole.title + (f"（{page + 1}/{number}）" if number > 1 else "")
        shown = whole.lines[page * size : (page + 1) * size]
        yield Page(
            whole._replace(title=title, lines=shown), (), (_compared(starts.whole) + LEGEND,)
        )


def _last(starts: Starts) -> Page:
    """Write those ranked last, held against the whole."""
    whole = starts.whole
    named = "、".join(f"{row['name']}（{_rate(row, whole).text}）" for row in starts.regions)
    lead = f"开工率最低：{named}{_against(whole)}。"
    return Page(
        _table(HEADINGS[LAST_STARTS], _regions(starts), whole), (lead,), (_compared(whole),)
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


def _table(title: str, lines: Sequence[Sequence[Cell]], whole: WholeRow) -> DisplayTable:
    """Leave out the changes where there is nothing earlier, and the reasons where there are none."""
    told = any(line[-1].text for line in lines)
    gone = {*(MOVES if whole["since"] is None else ()), *(() if told else (WHY,))}
    kept = [place for place, head in enumerate(HEADS) if head not in gone]
    rows = tuple(tuple(line[place] for place in kept) for line in lines)
    return untyped(title, tuple(HEADS[place] for place in kept), rows)


def _regions(starts: Starts) -> list[tuple[Cell, ...]]:
    return [_region(row, starts.whole) for row in starts.regions]


def _region(row: StartRow, whole: WholeRow) -> tuple[Cell, ...]:
    why = gaps(row)
    return (
        Cell(row["rank"], numbers.count(row["rank"])),
        Cell(row["rank_move"], places_moved(row["rank_move"])),
        Cell(row["name"], row["name"]),
        _rate(row, whole),
        rate_moved(row["rate_change"]),
        Cell(row["started_compounds"], numbers.count(row["started_compounds"])),
        Cell(row["started_change"], numbers.signed(row["started_change"])),
        Cell(why or None, why),
    )


def _rate(row: StartRow, whole: WholeRow) -> Cell:
    """Write the start rate; a known one stands beside 全部开工, as the rank goes by it."""
    cell = start_rate(row, cap=whole["cap"])
    if row["rate"] is not None and cell.text == ALL_STARTED:
        cell = cell._replace(text=f"{ALL_STARTED}（{share(row['rate'])}）")
    known = row["rate"] is not None or row["all_started"]
    return cell._replace(signal=start_signal(row, level_of(whole))[0]) if known else cell


def _total(whole: WholeRow, regions: int) -> tuple[Cell, ...]:
    blank, level, silent = Cell(None, ""), level_of(whole), whole["started_compounds_unknown"]
    why = f"{silent}家未公布已开工数，未计入" if silent else ""
    return (
        blank,
        blank,
        Cell("合计", f"合计（{regions}家）"),
        Cell(None if level is None else Fraction(level, 10_000), whole_rate(whole)),
        rate_moved(whole["rate_change"]),
        Cell(whole["started_compounds"], numbers.count(whole["started_compounds"])),
        Cell(whole["started_change"], numbers.signed(whole["started_change"])),
        Cell(why or None, why),
    )
