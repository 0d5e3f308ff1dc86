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
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.parts.text_table import text_table
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
    found = reconciled(frames, rules).filter(year=frames.year)
    kept = found.join(inside, on="region", how="semi", maintain_order="left")
    return Compared(frames, rules, place, kept, result)


def as_data(found: Compared) -> dict[str, Any]:
    """Return the items as plain values: money in 分, blanks null; queries with their sentence."""
    names, pack = _names(found), found.rules
    summed = by_city(found.items, found.frames.regions, place=found.place)
    return {
        "as_of": found.frames.as_of.isoformat(),
        "year": found.frames.year,
        "place": found.place,
        "rules": pack.name,
        "rules_on": pack.day.isoformat(),
        "data_digest": data_digest(found.frames),
        "rules_digest": pack.digest,
        "tolerance": pack.rules["reconciliation_tolerance"].raw,
        "items": [_item(row, names) for row in _kept(found).iter_rows(named=True)],
        "cities": summed.to_dicts(),
    }


def _names(found: Compared) -> dict[str, str]:
    return dict(found.frames.regions.select("region", "name").iter_rows())


def _kept(found: Compared) -> pl.DataFrame:
    items = found.items.select(ITEMS)
    return items.filter(result=found.result) if found.result else items


def _item(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    if row["result"] != QUERY:
        return row | {"question": None}
    name = names.get(row["region"], row["region"])
    return row | {"question": reconciliation_tables.question(row, name)}


def as_json(found: Compared) -> str:
    """Print the items as JSON, sorted."""
    return json.dumps(as_data(found), ensure_ascii=False, indent=1, default=str)


def as_csv(found: Compared) -> str:
    """Print a line for each item as CSV: money in 分, a null is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(ITEMS)
    writer.writerows(_kept(found).iter_rows())
    return out.getvalue().rstrip("\n")


def as_table(found: Compared) -> str:
    """Print sums by city, and the items that are not equal, as tables to read."""
    names, regions = _names(found), found.frames.regions
    kept = _kept(found) if found.result else found.items.filter(pl.col("result") != EQUAL)
    summed = by_city(found.items, regions, place=found.place)
    tables = (
        reconciliation_tables.by_city(summed, names, place=found.place),
        reconciliation_tables.details(kept, names, regions),
    )
    tolerance = found.rules.rules["reconciliation_tolerance"]
    words = reconciliation_tables.tolerance_words(tolerance)
    return "\n\n".join((*map(_written, tables), words))


def _written(table: DisplayTable) -> str:
    if not table.lines:
        return f"{table.title}：无"
    lines = [[cell.text for cell in line.cells] for line in table.lines]
    head = f"{table.title}：{numbers.count(len(lines))}条"
    return f"{head}\n{text_table([column.label for column in table.columns], lines)}\n{table.note}"


RECONCILED: dict[str, Callable[[Compared], str]] = {
    "table": as_table,
    "json": as_json,
    "csv": as_csv,
}
