"""Nodes (环节节点): one stage of one compound, with its due date, its actual date and its light.

A blank 实际日期 with a known due date is an open node; 「无」 is reported and is open too; a date after
the data date has not happened yet. 黑 is left for what cannot be judged: no due date, an acceptance
without 验收结论, or a 开工 or 完工 left blank though the stage after it is done. A compound that is not
in plan owes the stages before the plan only; the others are 灰 unless they are done.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from metrics.frames import Frames
from metrics.lights import NODE, lit
from metrics.schema import NEVER
from metrics.stages import PLAN_YEAR, SHOWN_BY, STAGES, Due, Stage
from metrics.workdays import calendar

FIELDS = ("due", "actual", "done", "light", "days", "working_days", "provisional")
KEPT = ("row", "compound", "project", "name", "region", "plan_year", "households")


def with_nodes(frames: Frames, rules: Mapping[str, Any], compounds: pl.DataFrame) -> pl.DataFrame:
    """Return the compounds (KEPT) with `<stage>_<field>` of every stage, their light and `reached`.

    `compounds` carry their number of the project (row) and review_approved_on of it. `light` is
    the worst of the ten; `reached` is the number of the furthest stage done, 0 where none is.
    """
    done = {stage.name: _done(frames, stage) for stage in STAGES}
    facts = compounds.with_columns(
        in_plan=frames.happened("planned_on"),
        **{f"{name}_done": fact for name, fact in done.items()},
    ).with_columns(_not_reported(name) for name in SHOWN_BY)
    nodes = [_node(frames, rules, facts, stage) for stage in STAGES]
    wide = pl.concat([compounds.select(KEPT), *nodes], how="horizontal")
    places = [pl.when(f"{s.name}_done").then(pl.lit(n)) for n, s in enumerate(STAGES, start=1)]
    return wide.with_columns(
        light=worst(f"{stage.name}_light" for stage in STAGES),
        reached=pl.max_horizontal(pl.lit(0), *places).cast(pl.Int64),
    )


def worst(columns: Any) -> pl.Expr:
    """Return the most severe of several lights of one row."""
    return pl.min_horizontal(pl.col(name).to_physical() for name in columns)


def _done(frames: Frames, stage: Stage) -> pl.Expr:
    """Say whether the stage is done by the data date; an acceptance needs 合格, blank is unknown."""
    happened = frames.happened(stage.actual)
    if stage.name != "accept":
        return happened
    return happened & (pl.col("acceptance") == "合格")


def _not_reported(name: str) -> pl.Expr:
    """Turn an open stage into an unknown one where the stage after it is done and it is blank."""
    column = next(stage.actual for stage in STAGES if stage.name == name)
    skipped = pl.col(column).is_null() & pl.col(f"{SHOWN_BY[name]}_done")
    return pl.when(~skipped.fill_null(value=False)).then(f"{name}_done").alias(f"{name}_done")


def _node(
    frames: Frames, rules: Mapping[str, Any], facts: pl.DataFrame, stage: Stage
) -> pl.DataFrame:
    states = facts.select(
        due=due_date(facts, rules["stage_due"], stage),
        actual=pl.when(f"{stage.name}_done").then(stage.actual),
        done=f"{stage.name}_done",
        owed=pl.lit(value=True) if stage.before_plan else pl.col("in_plan"),
    )
    found = lit(states, as_of=frames.as_of, rules=rules, kind=NODE)
    node = found.with_columns(states["actual"], states["done"])
    return node.select(pl.col(field).alias(f"{stage.name}_{field}") for field in FIELDS)


def due_date(compounds: pl.DataFrame, rules: Mapping[str, Due], stage: Stage) -> pl.Series:
    """Return the due date of one stage; null where its base is blank or 「无」.

    What counts from 列入计划日期 counts from the due date of 列入计划 while there is none.
    """
    rule = rules[stage.name]
    base = compounds.select(_base(rule, rules["plan"]).alias("due"))["due"]
    if rule.working:
        return calendar().add(base, rule.distance)
    return base.dt.offset_by(f"{rule.distance}d")


def _base(rule: Due, plan: Due) -> pl.Expr:
    if rule.base == PLAN_YEAR:
        return pl.date(pl.col("plan_year"), rule.month, rule.day)
    reported = pl.when(pl.col(rule.base) != NEVER).then(rule.base)
    if rule.base != "planned_on":
        return reported
    return pl.coalesce(reported, pl.date(pl.col("plan_year"), plan.month, plan.day))
