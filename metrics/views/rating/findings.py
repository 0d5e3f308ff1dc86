"""What a briefing lists under problems: breaches, overdue issues, missing reports, unknown records.

As in `narrative.py` these are values; the sentences stand in `exports/templates/*.j2`.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from metrics.dispatch.causes import NODE, ORIGINS
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import bottom
from metrics.records.regions import within
from metrics.supervision.issues import ledger
from metrics.supervision.issues import overdue as overdue_issues
from metrics.supervision.stages import LABELS
from metrics.views.parts import numbers
from metrics.views.parts.light_cells import span
from metrics.views.rating.narrative import NAMED

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
    longest: str
    longest_region: str
    longest_due: str


class Reporting(NamedTuple):
    """Which bottom divisions have reported: `late` are those whose newest data are older.

    `behind` are all of both by code, with the data date of their newest data (null: none).
    """

    units: int
    reported: int
    silent: Named
    late: Named
    behind: tuple[tuple[str, date | None], ...]


class Unknown(NamedTuple):
    """Records judged and records unknown for lack of data; `most` names the measures."""

    records: str
    unknown: str
    share: str
    most: tuple[tuple[str, str, str], ...]
    pending_events: int


class Behind(NamedTuple):
    """Projects with stages to be reported (待补报), and how many blank dates they are."""

    number: int
    records: str


class Reds(NamedTuple):
    """Red projects, and how many for each cause that occurs; one with two causes is in both.

    `stages` are labels of stages overdue; `others` are kinds of `metrics.dispatch.causes`.
    """

    number: int
    stages: tuple[tuple[str, int], ...]
    others: tuple[tuple[str, int], ...]
    longest: str

    @property
    def several(self) -> bool:
        """Whether more than one cause occurs."""
        return len(self.stages) + len(self.others) > 1


def listed(names: Sequence[str]) -> Named:
    """Keep the first few names and count all."""
    return Named(tuple(names[:NAMED]), len(names))


def breaches(evaluation: Evaluation) -> tuple[Breach, ...]:
    """List the veto measures that some division fails, in the order of the rule pack."""
    scores = evaluation.scores.select("region", "vetoes", "planned")
    barred = bottom(evaluation).join(scores, on="region").sort("region")
    failed = []
    for code in evaluation.rules["veto_measures"]:
        names = barred.filter(pl.col("vetoes").list.contains(code))["name"].to_list()
        if names:
            failed.append(Breach(code, evaluation.standard.title(code), listed(names)))
    return tuple(failed)


def barred(evaluation: Evaluation) -> int:
    """Count the bottom divisions with any veto."""
    hit = evaluation.scores.filter(pl.col("vetoes").list.len() > 0)
    return bottom(evaluation).join(hit, on="region", how="semi").height


def overdue(evaluation: Evaluation) -> Overdue | None:
    """Tell about the overdue issues in scope; None where there are none."""
    issues = _inside(overdue_issues(ledger(evaluation.frames, evaluation.rules)), evaluation)
    if not issues.height:
        return None
    names = evaluation.regions.select("region", "name")
    first = issues.join(names, on="region", maintain_order="left").row(0, named=True)
    sources = issues.group_by("source").len().sort("len", "source", descending=[True, False])
    return Overdue(
        number=issues.height,
        sources=tuple((str(source), int(number)) for source, number in sources.iter_rows()),
        longest=span(first["working_days"], first["days"]),
        longest_region=first["name"],
        longest_due=numbers.long_day(first["due_on"]),
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
    behind = pl.concat([silent, late]).select("region", "data_date")
    return Reporting(
        units=units.height,
        reported=units.height - silent.height,
        silent=listed(silent["name"].to_list()),
        late=listed(dated),
        behind=tuple(behind.iter_rows()),
    )


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def unknown(evaluation: Evaluation) -> Unknown:
    """Count the records of the place judged under the measures that count records, not money."""
    counts = evaluation.counts.filter(pl.col("region") == evaluation.place, ~pl.col("amounts"))
    records, missing = int(counts["denominator"].sum()), int(counts["unknown"].sum())
    most = counts.filter(pl.col("unknown") > 0).sort("unknown", "measure", descending=[True, False])
    named = tuple(
        (code, evaluation.standard.title(code), numbers.count(number))
        for code, number in most.head(MOST).select("measure", "unknown").iter_rows()
    )
    events = evaluation.frames.tables["events"]
    pending = _inside(events.filter(evaluation.frames.happened("happened_on")), evaluation)
    return Unknown(
        records=numbers.count(records),
        unknown=numbers.count(missing),
        share=numbers.percent(missing, records),
        most=named,
        pending_events=pending.filter(status="待核").height,
    )


def reds(projects: pl.DataFrame) -> Reds:
    """Count the projects of a red list by cause, stages in their order, and tell the longest delay."""
    causes = projects.select("project", "causes").explode("causes").unnest("causes")
    stage = pl.when(pl.col("kind") == NODE).then("about")
    counted = causes.group_by(stage.alias("stage"), "kind").agg(pl.col("project").n_unique())
    of_stage = dict(counted.select("stage", "project").iter_rows())
    of_kind = dict(counted.filter(pl.col("stage").is_null()).select("kind", "project").iter_rows())
    return Reds(
        projects.height,
        tuple((label, int(of_stage[label])) for label in LABELS if label in of_stage),
        tuple((kind, int(of_kind[kind])) for kind in ORIGINS if kind in of_kind),
        _longest(projects),
    )


def _longest(projects: pl.DataFrame) -> str:
    """Write the delay of the first of a red list, which is the longest."""
    late = projects.select("working_days_late", "days_late").head(1).rows()
    return span(*late[0]) if late and late[0][1] is not None else numbers.MISSING


def behind(projects: pl.DataFrame) -> Behind:
    """Count a list of what is to be reported (`metrics.dispatch.to_report`)."""
    return Behind(projects.height, numbers.count(int(projects["records"].sum())))


def _inside(table: pl.DataFrame, evaluation: Evaluation) -> pl.DataFrame:
    scope = within(evaluation.frames.regions, evaluation.place)
    return table.join(scope, on="region", how="semi", maintain_order="left")
