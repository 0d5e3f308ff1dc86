"""The agenda of a dispatch meeting (调度会议程), built by rule and then kept as it is.

Parts, in this order: promises of earlier meetings, what changed, red projects region by region,
regions ranked last, regions that pay slowly, topics typed by the office. A place with returns only
has its table of starts and the regions ranked last in it instead. A part without anything to say
is left out. Everything is plain text and numbers, so that an agenda can be stored as JSON
and read again unchanged: dates are ISO text, money whole 分, a blank is null.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any

import polars as pl

from metrics.dispatch.causes import NODE
from metrics.dispatch.facts import Facts, facts_of_regions
from metrics.dispatch.standing import HEARD_IN_ORDER
from metrics.dispatch.starts import last_rows, ranked_last
from metrics.supervision.rule_keys import RED_LINES

PARTS = PROMISES, CHANGES, STARTS, LAST_STARTS, RED, BOTTOM, MONEY, TOPICS = (
    "promises", "changes", "starts", "last_starts", "red", "bottom", "money", "topics",
)  # fmt: skip
PROMISE_ROW = ("id", "region", "project", "who", "what", "made_on", "due_on", "due", "carried",
               "reply", "ended_on", "state", "light", "days")  # fmt: skip
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One item: `key` names it for notes and promises; `region` is null where it is about all."""

    key: str
    part: str
    region: str | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """The items in order, and the facts of every region they name (see `agenda_facts`)."""

    items: tuple[Item, ...]
    regions: Mapping[str, Row]

    def to_json(self) -> str:
        """Write the agenda as JSON."""
        whole = {"items": [asdict(item) for item in self.items], "regions": self.regions}
        return json.dumps(whole, ensure_ascii=False, default=str)

    @classmethod
    def from_json(cls, text: str) -> "Agenda":
        """Read what `to_json` wrote, in this version or an earlier one."""
        whole = json.loads(text)
        items = (Item(**{**item, "rows": tuple(item["rows"])}) for item in whole["items"])
        return cls(tuple(map(_completed, items)), _with_kinds(whole["regions"]))

    def part(self, name: str) -> tuple[Item, ...]:
        """Return the items of one part."""
        return tuple(item for item in self.items if item.part == name)


def _completed(item: Item) -> Item:
    """Give red projects kept before causes were an empty list, and causes what they are about."""
    if item.part != RED:
        return item
    return replace(item, rows=tuple({**row, "causes": _causes(row)} for row in item.rows))


def _causes(row: Row) -> list[Row]:
    return [{"about": _about(row, cause), **cause} for cause in row.get("causes", [])]


def _about(row: Row, cause: Row) -> str:
    """Say what a cause kept before causes said so is about: the stage, or the kind of event."""
    if cause["kind"] == NODE:
        return str(cause["reference"]).removeprefix(f"{row['project']} ")
    return next((kind for kind in RED_LINES if str(cause["words"]).startswith(kind)), cause["kind"])


def _with_kinds(regions: Mapping[str, Row]) -> Mapping[str, Row]:
    """Give ways out of an agenda kept before their kinds were counted no kinds."""
    for facts in regions.values():
        facts["ways"]["lights"].setdefault("kinds", [])
    return regions


def agenda(facts: Facts, *, topics: Iterable[str] = ()) -> Agenda:
    """Build the agenda from the facts of the meeting's data date."""
    lengths: Mapping[str, int] = facts.rules["agenda_lengths"]
    last = last_rows(facts.starts, most=lengths["排名末位"]) if facts.starts else ()
    typed = tuple({"text": topic} for topic in topics)
    items = (
        Item(PROMISES, PROMISES, None, promise_rows(facts.promises)),
        Item(CHANGES, CHANGES, None, facts.changes),
        Item(STARTS, STARTS, None, facts.starts),
        Item(LAST_STARTS, LAST_STARTS, None, last),
        *red_items(facts, most=lengths["每地区重点项目"]),
        *bottom_items(facts, most=lengths["排名末位"]),
        Item(MONEY, MONEY, None, slow_payers(facts.money, most=lengths["资金支付慢"])),
        Item(TOPICS, TOPICS, None, typed),
    )
    said = tuple(item for item in items if item.rows)
    named = {item.region for item in said if item.region}
    named |= {row["region"] for item in said if item.part == MONEY for row in item.rows}
    named |= {row["region"] for row in last[1:]}
    return Agenda.from_json(Agenda(said, facts_of_regions(facts, sorted(named))).to_json())


def promise_rows(promises: pl.DataFrame) -> tuple[Row, ...]:
    """List promises: late first, then carried, not yet due, kept and withdrawn; by date."""
    place = pl.col("state").replace_strict(HEARD_IN_ORDER, range(len(HEARD_IN_ORDER)))
    return tuple(promises.sort(place, "due", "id").select(PROMISE_ROW).to_dicts())


def red_items(facts: Facts, *, most: int) -> tuple[Item, ...]:
    """Return one item for each region with red projects, most of them first, then by code.

    Each lists its projects with the longest delays, as many as the rule says; the whole number
    stands in the facts of the region.
    """
    found = {
        code: rows.sort("days_late", "project", descending=[True, False], nulls_last=True)
        for (code,), rows in facts.red.group_by("child", maintain_order=True)
    }
    ordered = sorted(found, key=lambda code: (-found[code].height, str(code)))
    return tuple(
        Item(
            f"{RED}-{code}", RED, str(code), tuple(found[code].drop("child").head(most).to_dicts())
        )
        for code in ordered
    )


def bottom_items(facts: Facts, *, most: int) -> tuple[Item, ...]:
    """Return one item for each region ranked last (see `ranked_last`), the last first."""
    ranked = facts.ranks.filter(pl.col("rank").is_not_null(), pl.col("group") == "main")
    rows = ranked_last(ranked, most=most).to_dicts()
    return tuple(Item(f"{BOTTOM}-{r['region']}", BOTTOM, r["region"], (r,)) for r in rows)


def slow_payers(money: pl.DataFrame, *, most: int) -> tuple[Row, ...]:
    """List the regions that have paid the least of what they received, the slowest first.

    Compared exactly; who received nothing, or has paid all, is not slow.
    """
    rows = [row for row in money.to_dicts() if row["received"] and row["paid"] < row["received"]]
    rows.sort(key=lambda row: (Fraction(row["paid"], row["received"]), row["region"]))
    return tuple(rows[:most])
