"""The agenda of a dispatch meeting (调度会议程), built by rule and then kept as it is.

Parts, in this order: the overall situation, promises of earlier meetings, what changed, red projects region by region,
regions ranked last, regions that pay slowly, topics typed by the office. A place with returns only
has its table of starts and the regions ranked last in it instead. A part without anything to say
is left out. How an agenda is kept in the database stands in `sql/dispatch/kept_agendas.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

import polars as pl

from metrics.dispatch.agenda_items import (
    BottomItem,
    ChangesItem,
    Item,
    LastStartsItem,
    MoneyItem,
    MoneyRow,
    OverallItem,
    PromiseRow,
    PromisesItem,
    RedItem,
    RedRow,
    StartsItem,
    TopicsItem,
)
from metrics.dispatch.facts import Facts, facts_of_regions
from metrics.dispatch.region_facts import RankRow, RegionFacts
from metrics.dispatch.standing import HEARD_IN_ORDER
from metrics.dispatch.starts import last_starts, ranked_last
from metrics.records.shapes import rows_of

Kind = TypeVar("Kind", bound=Item)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The items in order, and the facts of every region they name."""

    items: tuple[Item, ...]
    regions: Mapping[str, RegionFacts]

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """Return the items of one part."""
        return tuple(item for item in self.items if isinstance(item, kind))


def agenda(facts: Facts, *, topics: Iterable[str] = ()) -> Agenda:
    """Build the agenda from the facts of the meeting's data date."""
    items = tuple(_items(facts, tuple(topics)))
    named = {region for item in items for region in _named(item)}
    return Agenda(items, facts_of_regions(facts, sorted(named)))


def _items(facts: Facts, topics: tuple[str, ...]) -> Iterator[Item]:
    """Yield the items that have anything to say, in the order in which they are heard."""
    lengths: Mapping[str, int] = facts.rules["agenda_lengths"]
    if facts.overall:
        yield OverallItem(row=facts.overall)
    if promises := promise_rows(facts.promises):
        yield PromisesItem(rows=promises)
    if facts.changes:
        yield ChangesItem(rows=facts.changes)
    if facts.starts:
        yield StartsItem(starts=facts.starts)
        if last := last_starts(facts.starts, most=lengths["排名末位"]):
            yield LastStartsItem(starts=last)
    yield from red_items(facts, most=lengths["每地区重点项目"])
    yield from bottom_items(facts.ranks, most=lengths["排名末位"])
    if money := slow_payers(facts.money, most=lengths["资金支付慢"]):
        yield MoneyItem(rows=money)
    if topics:
        yield TopicsItem(topics=topics)


def _named(item: Item) -> Iterable[str]:
    """Return the regions whose facts an item needs."""
    if isinstance(item, MoneyItem):
        return [row["region"] for row in item.rows]
    if isinstance(item, LastStartsItem):
        return [row["region"] for row in item.starts.regions]
    return [item.region] if item.region else []


def promise_rows(promises: pl.DataFrame) -> tuple[PromiseRow, ...]:
    """List promises: late first, then carried, not yet due, kept and withdrawn; by date."""
    place = pl.col("state").replace_strict(HEARD_IN_ORDER, range(len(HEARD_IN_ORDER)))
    return rows_of(promises.sort(place, "due", "id"), PromiseRow)


def red_items(facts: Facts, *, most: int) -> tuple[RedItem, ...]:
    """Return one item for each region with red projects, most of them first, then by code.

    Each lists its projects with the longest delays, as many as the rule says; the whole number
    stands in the facts of the region.
    """
    by_region = {
        str(code): rows.sort("days_late", "project", descending=[True, False], nulls_last=True)
        for (code,), rows in facts.red.group_by("child", maintain_order=True)
    }
    ordered = sorted(by_region, key=lambda code: (-by_region[code].height, code))
    return tuple(
        RedItem(region=code, rows=rows_of(by_region[code].head(most), RedRow)) for code in ordered
    )


def bottom_items(ranks: pl.DataFrame, *, most: int) -> tuple[BottomItem, ...]:
    """Return one item for each region ranked last (see `ranked_last`), the last first."""
    ranked = ranks.filter(pl.col("rank").is_not_null(), pl.col("group") == "main")
    last = rows_of(ranked_last(ranked, most=most), RankRow)
    return tuple(BottomItem(region=row["region"], row=row) for row in last)


def slow_payers(money: pl.DataFrame, *, most: int) -> tuple[MoneyRow, ...]:
    """List the regions that have paid the least of what they received, the slowest first.

    Compared exactly; who received nothing, or has paid all, is not slow.
    """
    slow = money.filter(pl.col("received") > 0, pl.col("paid") < pl.col("received"))
    rows = list(rows_of(slow, MoneyRow))
    rows.sort(key=lambda row: (Fraction(row["paid"], row["received"]), row["region"]))
    return tuple(rows[:most])
