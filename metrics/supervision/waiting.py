"""Compounds in plan that have not started, and what each waits for: the first stage before it not done."""

import polars as pl

from metrics.supervision.stages import BY_STAGE
from metrics.supervision.table import Supervision

STEPS = ("consult", "publish", "vote", "review", "start")
"""The stages from the plan to the start, in order."""
_FIELDS = ("due", "light", "days", "working_days", "provisional")
_OF_PROJECT = ("project", "county", "city", "city_name", "implementer", "project_owner")


def waiting(table: Supervision) -> pl.DataFrame:
    """List the compounds of the evaluation year in plan and not started, the longest delay first.

    Adds to the compounds: waits_for (the label of a stage), its due, light, days and working_days late,
    and of the project its name (project_name), home and who answers. A stage of which a later one is
    done holds nobody up, and is passed over; a start to be reported (待补报) is a start.
    """
    compounds = table.compounds.filter(
        pl.col("plan_year") == table.frames.year, "plan_done", ~pl.col("start_done")
    )
    open_ = [(step, pl.col(f"{step}_done").eq(other=False)) for step in STEPS]
    own = {"waits_for": pl.coalesce(_where(step, still) for step, still in open_)}
    for field in _FIELDS:
        own[field] = pl.coalesce(pl.when(still).then(f"{step}_{field}") for step, still in open_)
    projects = table.projects.select(*_OF_PROJECT, project_name="name")
    kept = ("compound", "project", "name", "region", "households")
    rows = compounds.select(*kept, **own).join(projects, on="project", how="left")
    return rows.sort(
        "days", "project", "compound", descending=[True, False, False], nulls_last=True
    )


def _where(step: str, still: pl.Expr) -> pl.Expr:
    return pl.when(still).then(pl.lit(BY_STAGE[step].label))
