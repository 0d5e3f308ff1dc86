"""Why lights changed between two data dates: the cause that made a project red, or that ended.

Both are told by the supervision tables of the two dates: a project that turned red was red for nothing
before, so each of its causes is new; of one that left red, its causes of before have ended, in one of
the ways of ENDS.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from metrics.supervision.first_causes import CAUSE, with_causes, with_set_days
from metrics.supervision.lights import GREEN, LATE_GREEN, NODE
from metrics.supervision.stages import STAGES
from metrics.supervision.table import Supervision

ENDS = DONE, GONE, MOVED, PROVED = ("done", "gone", "moved", "proved")
"""The stage was done since; the project is in the table no more; the date or what was reported of the
stage is another; the red-line event holds no more (an issue closed, a breach put right)."""
OWNER = ("county", "city", "city_name", "plan_year", "implementer", "project_owner")
LIGHT_CHANGES = {
    "kind": pl.String, "before": pl.String, "after": pl.String, **CAUSE, "causes": pl.Int64,
    "cause_set": pl.Date,
    "end": pl.String, "ended_on": pl.Date, "name": pl.String, "region": pl.String,
    **dict.fromkeys(OWNER, pl.String), "plan_year": pl.Int64,
}  # fmt: skip


def light_causes(changed: pl.DataFrame, before: Supervision, after: Supervision) -> pl.DataFrame:
    """Tell of each project whose light changed (CHANGED) the first cause, as LIGHT_CHANGES has it.

    `before` and `after` are the supervision tables of the two dates. `end` and `ended_on` are of a light
    that was cleared: the day on which the stage was done, or the later date that it has now; null where
    neither is told. First what turned red, the longest delay
    first, then by code.
    """
    lights = changed.select("kind", "before", "after", "name", "region", project="record")
    parts = [
        _told(lights.filter(kind="turned_red"), after, None),
        _told(lights.filter(kind="cleared"), before, after),
    ]
    return pl.concat(parts).sort(
        pl.col("kind") == "cleared", "cause_days", "project",
        descending=[False, True, False], nulls_last=True,
    )  # fmt: skip


def _told(lights: pl.DataFrame, table: Supervision, later: Supervision | None) -> pl.DataFrame:
    rows = _rows(table, lights["project"])
    told = with_set_days(table, with_causes(table, rows).select(*CAUSE, "causes", *OWNER))
    joined = lights.join(told, on="project", how="left", maintain_order="left")
    ends: dict[str, Mapping[str, Any]] = {}
    if later is not None:
        ends = {row["project"]: row for row in _rows(later, lights["project"]).to_dicts()}
    found = [_end(row, ends) if later else (None, None) for row in joined.iter_rows(named=True)]
    return joined.with_columns(
        pl.Series("end", [end for end, _ in found], pl.String),
        pl.Series("ended_on", [day for _, day in found], pl.Date),
    ).select(pl.col(name).cast(kind) for name, kind in LIGHT_CHANGES.items())


def _rows(table: Supervision, projects: pl.Series) -> pl.DataFrame:
    return table.dated(table.projects.filter(pl.col("project").is_in(projects.implode())))


def _end(row: Mapping[str, Any], later: Mapping[str, Mapping[str, Any]]) -> tuple[str, Any]:
    """Say how the first cause of a light that was cleared has ended, and on which day."""
    now = later.get(row["project"])
    if now is None:
        return GONE, None
    if row["cause_kind"] != NODE:
        return PROVED, None
    stage = next(stage.name for stage in STAGES if stage.label == row["cause"])
    if now[f"{stage}_light"] in (GREEN, LATE_GREEN):
        return DONE, now[f"{stage}_actual"]
    due = now[f"{stage}_due"]
    return MOVED, due if due != row["cause_due"] else None
