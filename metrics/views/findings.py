"""What a briefing lists under problems: breaches, overdue issues, missing reports, unknown records.

As in `narrative.py` these are values; the sentences stand in `exports/templates/*.j2`.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from metrics.catalogue import MEASURES
from metrics.evaluation import Evaluation
from metrics.red_projects import REASONS, overdue_issues
from metrics.regions import within
from metrics.views import numbers
from metrics.views.narrative import NAMED

MOST = 3
"""So many measures with the most unknown records are named."""


class Named(NamedTuple):
    """The first few names of a list and how long it is."""

    names: tuple[str, ...]
    number: int

    @property
    def more(self) -> bool:
        """Whether some are counted without being named."""
        return self.number > len(self.names)


class Breach(NamedTuple):
    """A veto measure (一票否决) and the regions at the bottom of 区划 that fail it."""

    code: str
    title: str
    regions: Named


class Overdue(NamedTuple):
    """Issues past their date and still open: number, by source, and the one that waits longest."""

    number: int
    sources: tuple[tuple[str, int], ...]
    longest_days: str
    longest_region: str
    longest_due: str


class Reporting(NamedTuple):
    """Which bottom divisions have reported: `late` are those whose newest data are older."""

    units: int
    reported: int
    silent: Named
    late: Named


class Unknown(NamedTuple):
    """Records judged and records unknown for lack of data; `most` names the measures."""

    records: str
    unknown: str
    share: str
    most: tuple[tuple[str, str, str], ...]
    pending_events: int


class Reds(NamedTuple):
    """Red projects, and how many for each reason that occurs; one with two reasons is in both."""

    number: int
    reasons: tuple[tuple[str, int], ...]
    longest: str


def listed(names: Sequence[str]) -> Named:
    """Keep the first few names and count all."""
    return Named(tuple(names[:NAMED]), len(names))


def bottom(evaluation: Evaluation) -> pl.DataFrame:
    """Return the divisions in scope that have none below them: counties, and cities without."""
    parents = evaluation.frames.regions["parent"].drop_nulls()
    return evaluation.regions.filter(~pl.col("region").is_in(parents.implode()))


def breaches(evaluation: Evaluation) -> tuple[Breach, ...]:
    """List the veto measures that some division fails, in the order of the rule pack."""
    scores = evaluation.scores.select("region", "vetoes", "planned")
    barred = bottom(evaluation).join(scores, on="region").sort("region")
    found = []
    for code in evaluation.rules["veto_measures"]:
        names = barred.filter(pl.col("vetoes").list.contains(code))["name"].to_list()
        if names:
            found.append(Breach(code, MEASURES[code].title, listed(names)))
    return tuple(found)


def barred(evaluation: Evaluation) -> int:
    """Count the bottom divisions with any veto."""
    hit = evaluation.scores.filter(pl.col("vetoes").list.len() > 0)
    return bottom(evaluation).join(hit, on="region", how="semi").height


def overdue(evaluation: Evaluation) -> Overdue | None:
    """Tell about the overdue issues in scope; None where there are none."""
    issues = _inside(overdue_issues(evaluation.frames), evaluation)
    if not issues.height:
        return None
    ordered = issues.sort("days_late", "issue", descending=[True, False])
    first = ordered.join(evaluation.regions.select("region", "name"), on="region").row(
        0, named=True
    )
    sources = issues.group_by("source").len().sort("len", "source", descending=[True, False])
    return Overdue(
        issues.height,
        tuple((str(source), int(number)) for source, number in sources.iter_rows()),
        numbers.count(first["days_late"]),
        first["name"],
        numbers.long_day(first["due_on"]),
    )


def silent(evaluation: Evaluation) -> frozenset[str]:
    """Return the bottom divisions in scope that never reported by the data date."""
    heard = evaluation.frames.reporting.select(region="unit")
    return frozenset(bottom(evaluation).join(heard, on="region", how="anti")["region"])


def reporting(evaluation: Evaluation) -> Reporting:
    """Tell which bottom divisions reported for the data date, which earlier, which never."""
    units = bottom(evaluation).join(
        evaluation.frames.reporting, left_on="region", right_on="unit", how="left"
    )
    silent = units.filter(pl.col("data_date").is_null()).sort("region")
    late = units.filter(pl.col("data_date") < evaluation.as_of).sort("data_date", "region")
    dated = [
        f"{name}（{_short(day)}）" for name, day in late.select("name", "data_date").iter_rows()
    ]
    return Reporting(
        units.height,
        units.height - silent.height,
        listed(silent["name"].to_list()),
        listed(dated),
    )


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def unknown(evaluation: Evaluation) -> Unknown:
    """Count the records of the place judged under the measures that count records, not money."""
    counts = evaluation.counts.filter(pl.col("region") == evaluation.place, ~pl.col("amounts"))
    records, missing = int(counts["denominator"].sum()), int(counts["unknown"].sum())
    most = counts.filter(pl.col("unknown") > 0).sort("unknown", "measure", descending=[True, False])
    named = tuple(
        (code, MEASURES[code].title, numbers.count(number))
        for code, number in most.head(MOST).select("measure", "unknown").iter_rows()
    )
    events = evaluation.frames.tables["events"]
    pending = _inside(events.filter(evaluation.frames.happened("happened_on")), evaluation)
    return Unknown(
        numbers.count(records),
        numbers.count(missing),
        numbers.percent(missing, records),
        named,
        pending.filter(status="待核").height,
    )


def reds(projects: pl.DataFrame) -> Reds:
    """Count the red projects given, by reason (names of columns), and tell the longest delay."""
    flags = {reason: pl.col(reason) > 0 for reason in REASONS}
    flags["breaches"] = pl.col("breaches").list.len() > 0
    counted = projects.select(flag.sum().alias(reason) for reason, flag in flags.items())
    reasons = tuple((name, int(n)) for name, n in counted.row(0, named=True).items() if n)
    longest = projects.select(pl.col("days_late").max()).item()
    return Reds(projects.height, reasons, numbers.count(longest))


def _inside(table: pl.DataFrame, evaluation: Evaluation) -> pl.DataFrame:
    scope = within(evaluation.frames.regions, evaluation.place)
    return table.join(scope, on="region", how="semi")
