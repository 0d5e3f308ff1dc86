"""What `python -m metrics changes` prints: JSON, CSV, or tables to read."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import polars as pl

from metrics.changes.between_dates import Changes
from metrics.changes.kinds import LABELS
from metrics.changes.rank_moves import PARTS
from metrics.progress.published_changes import SIDES, published_changes
from metrics.progress.rates import told_from_ledger
from metrics.records.reports import Submission
from metrics.views.changes import change_tables, correction_tables
from metrics.views.parts.table import DisplayTable
from metrics.views.parts.text_table import listed
from metrics.views.progress import start_tables
from metrics.views.reported import confirmed_tables

STARTS = (
    "region", "name", *SIDES, *(f"{side}_before" for side in SIDES),
    "started_change", "rate_change", "household_rate_change", "rank_move",
)  # fmt: skip
"""What is printed of published tables of starts: rates and their changes in hundredths."""


class PrintedChanges(NamedTuple):
    """What is printed: the changes, who sent the corrections, the level to keep, and the reports that
    were `confirmed` before they were stored."""

    changes: Changes
    senders: pl.DataFrame
    level: str | None
    known_at: str | None
    confirmed: Sequence[Submission] = ()


def changes_data(printed: PrintedChanges) -> dict[str, Any]:
    """Return the changes as plain values: money in 分, scores in hundredths, blanks null."""
    changes, then, now = printed.changes, *printed.changes.rules
    starts, regions = _starts(changes), _regions(changes, printed.level)
    return {
        "from": changes.before.as_of.isoformat(),
        "to": changes.after.as_of.isoformat(),
        "known_at": printed.known_at,
        "year": changes.after.year,
        "place": changes.place,
        "rules": now.name,
        "rules_digests": [then.digest, now.digest],
        "changes": _inside(changes.counts, regions).to_dicts(),
        "updates": _inside(changes.updates, regions).to_dicts(),
        "rank_moves": _inside(changes.moves, regions).to_dicts(),
        "corrections": correction_tables.with_senders(changes, printed.senders)
        .drop("key")
        .to_dicts(),
        "records": changes.records.to_dicts(),
        "confirmed": [
            {"unit": each.unit, "submission": each.id, "words": question.words}
            for each in printed.confirmed
            for question in each.questions
        ],
        "starts": starts.select(STARTS).to_dicts(),
    }


def _starts(changes: Changes) -> pl.DataFrame:
    return published_changes(changes.before, changes.after, place=changes.place)


def _regions(changes: Changes, level: str | None) -> pl.DataFrame:
    """Return the regions to list; none where no ledger is kept, for nothing is counted there."""
    regions = change_tables.ordered(changes, level)
    return regions if _keeps_ledger(changes) else regions.clear()


def _keeps_ledger(changes: Changes) -> bool:
    return any(
        told_from_ledger(frames, place=changes.place) for frames in (changes.before, changes.after)
    )


def _inside(table: pl.DataFrame, regions: pl.DataFrame) -> pl.DataFrame:
    return table.join(regions, on="region", how="semi", maintain_order="left")


def changes_json(printed: PrintedChanges) -> str:
    """Print the changes as JSON, sorted."""
    return json.dumps(changes_data(printed), ensure_ascii=False, indent=1)


def changes_csv(printed: PrintedChanges) -> str:
    """Print a line for each region as CSV: money in 分, rates in hundredths, null an empty cell."""
    if not _keeps_ledger(printed.changes):
        return _csv(STARTS, _starts(printed.changes).select(STARTS).iter_rows())
    data = changes_data(printed)
    counts: dict[str, dict[str, Any]] = {}
    for row in data["changes"]:
        counts.setdefault(row["region"], {})[row["kind"]] = row["change"]
    moves = {row["region"]: row for row in data["rank_moves"]}
    shown = ("rank_before", "rank_after", "move")
    lines = (
        (region, *(row[k] for k in LABELS), *(moves.get(region, {}).get(name) for name in shown))
        for region, row in counts.items()
    )
    return _csv(("region", *LABELS, *shown), lines)


def _csv(heads: Iterable[str], lines: Iterable[Iterable[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(lines)
    return out.getvalue().rstrip("\n")


def changes_table(printed: PrintedChanges) -> str:
    """Print the changes by region, the moved ranks and the corrections as tables to read."""
    changes = printed.changes
    if not _keeps_ledger(changes):
        return _starts_table(changes)
    levels = [printed.level] if printed.level else ["city", "county"]
    ranked = [
        change_tables.rank_moves(changes, level=name) for name in levels if name != "province"
    ]
    tables = (
        change_tables.by_region(changes, level=printed.level),
        *map(_moved_only, ranked),
        correction_tables.corrections(changes, printed.senders),
        confirmed_tables.confirmed(printed.confirmed, change_tables.names(changes)),
    )
    return "\n\n".join(map(listed, tables))


def _starts_table(changes: Changes) -> str:
    """Print the published tables of starts side by side, uncapped."""
    ends = {"before": changes.before.as_of, "after": changes.after.as_of}
    return listed(start_tables.changes(_starts(changes), **ends, cap=False))


def _moved_only(table: DisplayTable) -> DisplayTable:
    still = [cell.value == 0 for cell in table.at("move")]
    parts = [table.at(part) for part in PARTS]
    quiet = [not any(cell.value for cell in row) for row in zip(*parts, strict=True)]
    lines = [row for row, a, b in zip(table.lines, still, quiet, strict=True) if not (a and b)]
    return table._replace(lines=tuple(lines))


CHANGES: dict[str, Callable[[PrintedChanges], str]] = {
    "table": changes_table,
    "json": changes_json,
    "csv": changes_csv,
}
