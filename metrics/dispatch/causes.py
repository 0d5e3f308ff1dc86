"""What an order (督办单) answers, named in one way on every page and in every meeting.

The order that stands open for a cause is found by its origin: whoever offers an order takes the
origin from here, so that one red node, veto, measure, issue or promise never gets two orders.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from metrics.dispatch.standing import promise_number
from metrics.rules.value import Rules
from metrics.supervision.lights import RED
from metrics.supervision.red_lines import EVENT, OVERDUE
from metrics.supervision.stages import BY_STAGE
from metrics.supervision.table import Supervision, nodes_of

NODE, VETO, MEASURE, ISSUE, TASK, PROMISE, OTHER = ORIGINS = (
    "环节", "否决内容", "衡量内容", "整改问题", "重点任务", "承诺", "其他",
)  # fmt: skip
"""A red node, a veto or another measure that failed, an issue, a key task, a promise not kept, anything else."""


class CauseKey(NamedTuple):
    """A cause by kind (ORIGINS), reference to its record (null only for 其他) and region."""

    kind: str
    reference: str | None
    region: str


class RedCause(NamedTuple):
    """Why a project is red: its key, what is wrong in words, and the longest delay.

    `about` is the label of the stage that is late, or the kind of red-line event; `days`, and
    `working_days` among them, are null where it is not a delay.
    """

    key: CauseKey
    about: str
    words: str
    days: int | None
    working_days: int | None


def of_node(project: str, stage: str, *, region: str) -> CauseKey:
    """Name a red node: the stage of a project (its label), whichever compounds are late with it."""
    return CauseKey(NODE, f"{project} {stage}", region)


def of_measure(region: str, code: str, rules: Rules) -> CauseKey:
    """Name a measure that a region fails; whether it is a veto is the pack's."""
    return CauseKey(VETO if code in rules["veto_measures"] else MEASURE, f"{region} {code}", region)


def of_issue(issue: str, *, region: str) -> CauseKey:
    """Name an issue of the ledger."""
    return CauseKey(ISSUE, issue, region)


def of_key_task(task: str, *, unit: str) -> CauseKey:
    """Name a key task by the unit whose list it stands in, and its number there."""
    return CauseKey(TASK, f"{unit} {task}", unit)


def reference_words(kind: str, reference: str | None, *, region: str, name: str) -> str:
    """Say what a reference names: the `name` of its region for the code, and 第3项 of a list of key tasks.

    Empty where there is none.
    """
    if reference is None or not reference.startswith(f"{region} "):
        return reference or ""
    number = reference.removeprefix(f"{region} ")
    return f"{name}第{number}项" if kind == TASK else f"{name} {number}"


def of_promise(number: int, *, region: str) -> CauseKey:
    """Name a promise made in a meeting."""
    return CauseKey(PROMISE, promise_number(number), region)


def of_query(region: str, *, year: int, figure: str) -> CauseKey:
    """Name a figure of a year that a unit's return and its ledger disagree on."""
    return CauseKey(OTHER, f"{region} {year} 台账报表核对 {figure}", region)


def red_causes(
    table: Supervision, *, project: str | None = None
) -> dict[str, tuple[RedCause, ...]]:
    """Tell of every red project, or of one, all that makes it red: the longest delay first.

    What several compounds or records have in common is one cause.
    """
    if project is None:
        compounds, events = table.compounds, table.red_lines
    else:
        compounds = table.compounds_of(project)
        events = table.red_lines.filter(pl.col("project") == project)
    by_project: dict[str, dict[CauseKey, RedCause]] = {}
    for owner, cause in (*_nodes(compounds), *_events(table, events)):
        earlier = by_project.setdefault(owner, {}).setdefault(cause.key, cause)
        by_project[owner][cause.key] = max(earlier, cause, key=_length)
    return {owner: _ordered(by_project[owner].values()) for owner in sorted(by_project)}


def _length(cause: RedCause) -> int:
    return -1 if cause.days is None else cause.days


def _ordered(causes: Any) -> tuple[RedCause, ...]:
    """Put the longest delay first, then events before nodes, as the list of reasons does."""
    return tuple(sorted(causes, key=lambda c: (-_length(c), c.key.kind == NODE, c.key)))


def _nodes(compounds: pl.DataFrame) -> list[tuple[str, RedCause]]:
    regions = compounds.select("compound", "project", "region")
    red = nodes_of(compounds).filter(pl.col("light").cast(pl.String) == RED)
    rows = (
        red.join(regions, on=["compound", "project"])
        .group_by("project", "region", "stage")
        .agg(pl.col("days", "working_days").max())
        .sort("project", "stage")
    )
    return [(row["project"], _node(row)) for row in rows.iter_rows(named=True)]


def _node(row: Mapping[str, Any]) -> RedCause:
    stage = BY_STAGE[row["stage"]].label
    key = of_node(row["project"], stage, region=row["region"])
    late = row["days"], row["working_days"]
    return RedCause(key, stage, f"{stage}逾期", *late)


def _events(table: Supervision, red_lines: pl.DataFrame) -> list[tuple[str, RedCause]]:
    sheets = table.frames.tables
    rows = red_lines.join(table.projects.select("project", "region"), on="project")
    homes = {
        EVENT: dict(sheets["events"].select("event", "region").iter_rows()),
        OVERDUE: dict(sheets["issues"].select("issue", "region").iter_rows()),
    }
    return [
        (row["project"], _event(row, homes.get(row["kind"], {}), table))
        for row in rows.iter_rows(named=True)
    ]


def _event(row: Mapping[str, Any], homes: Mapping[str, str], table: Supervision) -> RedCause:
    """Tell of a red-line event. One that fails a measure of projects belongs to the project,
    wherever it was filed; any other belongs to its own row."""
    own = homes.get(row["record"], row["region"])
    words = f"{row['kind']}：{row['code']}{'　' if row['text'] else ''}{row['text'] or ''}"
    if row["kind"] == OVERDUE:
        key, words = of_issue(row["record"], region=own), f"{words}（{row['record']}）"
    else:
        failed = table.standard.failed_by.get(row["code"])
        region = row["region"] if failed and failed.sheet == "projects" else own
        key = of_measure(region, failed.code if failed else row["code"], table.rules)
    return RedCause(key, row["kind"], words, row["days"], row["working_days"])
