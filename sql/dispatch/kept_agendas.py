"""An agenda as the database keeps it: JSON, and what is added to one that an earlier version kept.

Items have key, part, region and rows; a table of starts is the whole followed by its regions. Days
are ISO text, money whole 分, a blank is null.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import (
    BottomItem,
    ChangesItem,
    Item,
    LastStartsItem,
    MoneyItem,
    OverallItem,
    PromisesItem,
    RedItem,
    StartsItem,
    TopicsItem,
)
from metrics.dispatch.causes import NODE
from metrics.dispatch.facts import OVERALL_RATES
from metrics.dispatch.region_facts import Changed, LightsWay, RegionFacts, VetoesWay, Ways
from metrics.dispatch.starts import Starts
from metrics.rating.score_way import Way
from metrics.records.published_rate import WHOLE
from metrics.supervision.red_lines import RED_LINES
from sql.dispatch import kept_why

Kept = dict[str, Any]
"""An object of JSON."""
PROMISE_DAYS, STARTS_DAYS = ("made_on", "due_on", "due", "asked", "ended_on"), ("day", "since")


def write(agenda: Agenda) -> str:
    """Write an agenda as JSON."""
    items = [
        {"key": item.key, "part": item.part, "region": item.region, "rows": _rows(item)}
        for item in agenda.items
    ]
    regions = {code: _kept_facts(facts) for code, facts in agenda.regions.items()}
    return json.dumps({"items": items, "regions": regions}, ensure_ascii=False, default=str)


def read(text: str) -> Agenda:
    """Read what `write` wrote, in this version or an earlier one."""
    whole = json.loads(text)
    return Agenda(
        tuple(_READERS[item["part"]](item) for item in whole["items"]),
        {code: _facts(facts) for code, facts in whole["regions"].items()},
    )


def _rows(item: Item) -> list[Any]:
    match item:
        case StartsItem() | LastStartsItem():
            return [item.starts.whole, *item.starts.regions]
        case ChangesItem():
            return [_flat(row) for row in item.rows]
        case BottomItem() | OverallItem():
            return [item.row]
        case TopicsItem():
            return [{"text": topic} for topic in item.topics]
        case PromisesItem() | RedItem() | MoneyItem():
            return list(item.rows)
    raise TypeError(f"no such item: {item.part}")


def _flat(row: Changed | None) -> Kept | None:
    return None if row is None else {"region": row.region, "name": row.name, **row.by_kind}


def _kept_facts(facts: RegionFacts) -> Kept:
    score = facts.ways.score
    flat = asdict(facts) | {"changes": _flat(facts.changes), "why": kept_why.write(facts.why)}
    flat["ways"]["score"] = score._asdict() if score else None
    return flat


def _promises(item: Kept) -> Item:
    """Read promises; kept before working days were told, or what is asked for, they have none."""
    told = {"working_days": None, "answer": None, "asked": None}
    rows = ({**told, **row} for row in item["rows"])
    return PromisesItem(rows=tuple(_dated(row, PROMISE_DAYS) for row in rows))


def _overall(item: Kept) -> Item:
    (row,) = item["rows"]
    return OverallItem(row={**row, **{rate: tuple(row[rate]) for rate in OVERALL_RATES}})  # type: ignore[typeddict-item]


def _dated(row: Kept, names: tuple[str, ...]) -> Any:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in names}
    return {**row, **days}


def _changed(row: Kept) -> Changed:
    by_kind = {name: value for name, value in row.items() if name not in ("region", "name")}
    return Changed(region=row["region"], name=row["name"], by_kind=by_kind)


def _starts(item: Kept) -> Starts:
    whole, *regions = item["rows"]
    return Starts(_dated(whole, STARTS_DAYS), tuple(map(_start, regions)))


def _start(row: Kept) -> Any:
    """Read a division; kept before rates were compared by their parts, it has the printed one."""
    rate = row["rate"]
    full = bool(row["all_started"]) or (rate is not None and rate >= WHOLE)
    whole = None if rate is None else WHOLE
    return {"unread": None, "rate_part": rate, "rate_whole": whole, "full": full, **row}


def _red(item: Kept) -> Item:
    """Read red projects; kept before causes or working days were, they have none."""
    rows = tuple({"working_days_late": None, **row, "causes": _causes(row)} for row in item["rows"])
    return RedItem(region=item["region"], rows=rows)  # type: ignore[arg-type]


def _causes(row: Kept) -> list[Kept]:
    return [
        {"working_days": None, **cause, "about": _about(row, cause)}
        for cause in row.get("causes", [])
    ]


def _about(row: Kept, cause: Mapping[str, Any]) -> str:
    """Say what a cause is about; one kept before it said so is read: its stage, or kind of event."""
    if "about" in cause:
        return str(cause["about"])
    if cause["kind"] == NODE:
        return str(cause["reference"]).removeprefix(f"{row['project']} ")
    events = (kind for kind in RED_LINES if str(cause["words"]).startswith(kind))
    return next(events, str(cause["kind"]))


def _facts(facts: Kept) -> RegionFacts:
    ways, changes = facts["ways"], facts["changes"]
    score = ways["score"]
    return RegionFacts(
        name=facts["name"],
        lights=facts["lights"],
        changes=_changed(changes) if changes else None,
        rank=facts["rank"],
        red_projects=facts["red_projects"],
        to_report=facts.get("to_report"),
        ways=Ways(
            lights=_lights_way(ways["lights"]),
            vetoes=VetoesWay(records=ways["vetoes"]["records"], rows=tuple(ways["vetoes"]["rows"])),
            score=_way(score) if score else None,
        ),
        why=kept_why.read(facts.get("why")),
    )


def _lights_way(way: Kept) -> LightsWay:
    """Read the way out of red; kept before the kinds of its records were counted, it has none."""
    kinds = tuple((kind, number) for kind, number in way.get("kinds", []))
    return LightsWay(records=way["records"], kinds=kinds, rows=tuple(way["rows"]))


def _way(score: Kept) -> Way:
    return Way(**{**score, "by_measure": tuple((code, n) for code, n in score["by_measure"])})


_READERS: dict[str, Callable[[Kept], Item]] = {
    OverallItem.part: _overall,
    PromisesItem.part: _promises,
    ChangesItem.part: lambda item: ChangesItem(rows=tuple(map(_changed, item["rows"]))),
    StartsItem.part: lambda item: StartsItem(starts=_starts(item)),
    LastStartsItem.part: lambda item: LastStartsItem(starts=_starts(item)),
    RedItem.part: _red,
    BottomItem.part: lambda item: BottomItem(region=item["region"], row=item["rows"][0]),
    MoneyItem.part: lambda item: MoneyItem(rows=tuple(item["rows"])),
    TopicsItem.part: lambda item: TopicsItem(topics=tuple(row["text"] for row in item["rows"])),
}
