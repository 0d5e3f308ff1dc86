"""The first cause (首要原因) of a project's light: which stage or red-line event, its date, how late.

A row is red for its red nodes and its red-line events, black or yellow for its nodes of that light.
The longest delay is the first cause, and what is no delay comes last: the order in which meetings and
orders name them.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from metrics.supervision.lights import BLACK, NODE, RED, YELLOW
from metrics.supervision.stages import STAGES, Stage
from metrics.supervision.table import Supervision

CAUSE = {
    "project": pl.String, "cause_kind": pl.String, "cause": pl.String, "cause_record": pl.String,
    "cause_code": pl.String, "cause_text": pl.String, "cause_due": pl.Date, "cause_days": pl.Int64,
    "cause_working_days": pl.Int64, "cause_provisional": pl.Boolean,
}  # fmt: skip
"""A cause: NODE or the kind of a red-line event; the label of the stage or that kind again; of an event
its record, code and text; due and days late are null where it is no delay."""
TOLD = (RED, BLACK, YELLOW)
"""Lights that have a cause; 绿 and 灰 need none."""
LAST = 1 << 31
"""More days than there are: what is no delay comes after all that is."""
_FIELDS = ("due", "days", "working_days", "provisional")
_OF_EVENT = {"cause_kind": "kind", "cause": "kind", "cause_record": "record", "cause_code": "code",
             "cause_text": "text", **{f"cause_{field}": field for field in _FIELDS}}  # fmt: skip
_READ = (
    "project", "light",
    *(f"{stage.name}_{field}" for stage in STAGES for field in ("light", *_FIELDS)),
)  # fmt: skip


def causes(table: Supervision, rows: pl.DataFrame) -> pl.DataFrame:
    """List every cause (CAUSE) of rows of the table, project by project, the first cause first.

    `rows` are of `Supervision.projects`, dated or not.
    """
    dated = rows if f"{STAGES[0].name}_due" in rows.columns else table.dated(rows)
    told = dated.select(_READ).filter(pl.col("light").cast(pl.String).is_in(TOLD))
    events = _events(table, told)
    listed = [
        cause
        for row in told.iter_rows(named=True)
        for cause in _ordered(row, events.get(row["project"], []))
    ]
    return pl.DataFrame(listed, schema=CAUSE)


def with_causes(table: Supervision, rows: pl.DataFrame) -> pl.DataFrame:
    """Add to rows their first cause (CAUSE, null without one) and how many `causes` there are."""
    listed = causes(table, rows).group_by("project", maintain_order=True)
    firsts = listed.agg(pl.exclude("project").first(), causes=pl.len().cast(pl.Int64))
    joined = rows.join(firsts, on="project", how="left", maintain_order="left")
    return joined.with_columns(pl.col("causes").fill_null(0))


def with_set_days(table: Supervision, rows: pl.DataFrame) -> pl.DataFrame:
    """Add to causes `cause_set`: the day that was set, where the date was moved off a day of rest."""
    moved = table.moved_dues(rows["project"]).group_by("project", "due", cause="stage")
    days = moved.agg(cause_set=pl.col("set_on").min())
    keys = {"left_on": ["project", "cause", "cause_due"], "right_on": ["project", "cause", "due"]}
    return rows.join(days, how="left", maintain_order="left", **keys)  # type: ignore[arg-type]


def _events(table: Supervision, rows: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the red-line events of rows as causes, by project; they make a row red."""
    events: dict[str, list[dict[str, Any]]] = {}
    for row in table.red_lines.join(rows, on="project", how="semi").iter_rows(named=True):
        own = {column: row[field] for column, field in _OF_EVENT.items()}
        events.setdefault(row["project"], []).append({"project": row["project"], **own})
    return events


def _ordered(row: Mapping[str, Any], events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put the longest delay first, then events before nodes, as the list of reasons does."""
    lit = [stage for stage in STAGES if row[f"{stage.name}_light"] == row["light"]]
    found = [*events, *(_of_stage(row, stage) for stage in lit)]
    return sorted(found, key=lambda each: (_late(each), each["cause_kind"] == NODE, each["cause"]))


def _late(cause: Mapping[str, Any]) -> int:
    days = cause["cause_days"]
    return LAST if days is None else -int(days)


def _of_stage(row: Mapping[str, Any], stage: Stage) -> dict[str, Any]:
    own = {f"cause_{field}": row[f"{stage.name}_{field}"] for field in _FIELDS}
    return {"project": row["project"], "cause_kind": NODE, "cause": stage.label, **own}
