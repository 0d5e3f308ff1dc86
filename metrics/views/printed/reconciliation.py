"""What `python -m metrics reconcile` prints: JSON, CSV, or tables to read."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any, NamedTuple

import polars as pl

from metrics.progress.reconciliation import EQUAL, QUERY, by_city, reconciled
from metrics.records.digest import data_digest
from metrics.records.frames import Frames
from metrics.records.regions import within
from metrics.rules.value import RulePack
from metrics.views.parts.text_table import listed
from metrics.views.progress import reconciliation_tables

ITEMS = ("region", "year", "figure", "ledger", "ledger_unknown", "returns", "difference", "result")


class Compared(NamedTuple):
    """What is printed: the items of one place and year, and what they rest on."""

    frames: Frames
    rules: RulePack
    place: str
    items: pl.DataFrame
    result: str | None


def compared(frames: Frames, rules: RulePack, *, place: str, result: str | None) -> Compared:
    """Compare the units of a place for the year of the frames; `result` keeps one of RESULTS."""
    inside = within(frames.regions, place)
    items = reconciled(frames, rules).filter(year=frames.year)
    own = items.join(inside, on="region", how="semi", maintain_order="left")
    return Compared(frames=frames, rules=rules, place=place, items=own, result=result)


def as_data(comparison: Compared) -> dict[str, Any]:
    """Return the items as plain values: money in 分, blanks null; queries with their sentence."""
    names, pack = _names(comparison), comparison.rules
    summed = by_city(comparison.items, comparison.frames.regions, place=comparison.place)
    return {
        "as_of": comparison.frames.as_of.isoformat(),
        "year": comparison.frames.year,
        "place": comparison.place,
        "rules": pack.name,
        "rules_on": pack.day.isoformat(),
        "data_digest": data_digest(comparison.frames),
        "rules_digest": pack.digest,
        "tolerance": pack.rule("reconciliation_tolerance").raw,
        "items": [_item(row, names) for row in _asked_items(comparison).iter_rows(named=True)],
        "cities": summed.to_dicts(),
    }


def _names(comparison: Compared) -> dict[str, str]:
    return dict(comparison.frames.regions.select("region", "name").iter_rows())


def _asked_items(comparison: Compared) -> pl.DataFrame:
    items = comparison.items.select(ITEMS)
    return items.filter(result=comparison.result) if comparison.result else items


def _item(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    if row["result"] != QUERY:
        return row | {"question": None}
    name = names.get(row["region"], row["region"])
    return row | {"question": reconciliation_tables.question(row, name)}


def as_json(comparison: Compared) -> str:
    """Print the items as JSON, sorted."""
    return json.dumps(as_data(comparison), ensure_ascii=False, indent=1, default=str)


def as_csv(comparison: Compared) -> str:
    """Print a line for each item as CSV: money in 分, a null is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(ITEMS)
    writer.writerows(_asked_items(comparison).iter_rows())
    return out.getvalue().rstrip("\n")


def as_table(comparison: Compared) -> str:
    """Print sums by city, and the items that are not equal, as tables to read."""
    names, regions = _names(comparison), comparison.frames.regions
    shown = (
        _asked_items(comparison)
        if comparison.result
        else comparison.items.filter(pl.col("result") != EQUAL)
    )
    summed = by_city(comparison.items, regions, place=comparison.place)
    tables = (
        reconciliation_tables.by_city(summed, names, place=comparison.place),
        reconciliation_tables.details(shown, names, regions),
    )
    tolerance = comparison.rules.rule("reconciliation_tolerance")
    words = reconciliation_tables.tolerance_words(tolerance)
    return "\n\n".join((*map(listed, tables), words))


RECONCILED: dict[str, Callable[[Compared], str]] = {
    "table": as_table,
    "json": as_json,
    "csv": as_csv,
}
