"""What `python -m metrics check` prints: JSON, CSV, or tables to read."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from metrics.checks.hit import Checked, Hit
from metrics.records.digest import data_digest
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.views.checks import check_tables
from metrics.views.parts.text_table import listed

LISTED = (
    "check",
    "severity",
    "region",
    "unit",
    "sheet",
    "record",
    "about",
    "name",
    "filled",
    "chance",
    "sentence",
)


class PrintedChecks(NamedTuple):
    """What is printed: what was found in a place, and the records and rules that it rests on."""

    found: Checked
    frames: Frames
    rules: RulePack
    place: str


def as_data(printed: PrintedChecks) -> dict[str, Any]:
    """Return questions and states as plain values: money in 分, shares in millionths, blanks null."""
    frames, rules = printed.frames, printed.rules
    return {
        "as_of": frames.as_of.isoformat(),
        "year": frames.year,
        "place": printed.place,
        "rules": rules.name,
        "rules_on": rules.day.isoformat(),
        "data_digest": data_digest(frames),
        "rules_digest": rules.digest,
        "hits": [_hit(hit) for hit in printed.found.hits],
        "states": printed.found.states.to_dicts(),
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        **hit._asdict(),
        "key": list(hit.key),
        "numbers": {number.name: number.value for number in hit.numbers},
    }


def as_json(printed: PrintedChecks) -> str:
    """Print questions and states as JSON."""
    return json.dumps(as_data(printed), ensure_ascii=False, indent=1, default=str)


def as_csv(printed: PrintedChecks) -> str:
    """Print a line for each question as CSV; a null is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(LISTED)
    for hit in printed.found.hits:
        row = {**hit._asdict(), "record": " ".join(hit.key).strip()}
        writer.writerow([row[name] for name in LISTED])
    return out.getvalue().rstrip("\n")


def as_table(printed: PrintedChecks) -> str:
    """Print the checks, the questions, and what was not checked, as tables to read."""
    names = dict(printed.frames.regions.select("region", "name").iter_rows())
    found = printed.found
    shown = check_tables.questions(found.hits, names).without("filled", "chance", "unit")
    tables = (
        check_tables.by_check(found).without("answered", "explained", "in_vain"),
        check_tables.not_checked(found),
        shown,
    )
    return "\n\n".join(map(listed, tables))


CHECKED: dict[str, Callable[[PrintedChecks], str]] = {
    "table": as_table,
    "json": as_json,
    "csv": as_csv,
}
