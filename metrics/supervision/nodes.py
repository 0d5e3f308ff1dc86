"""Nodes (环节节点): one stage of one compound, with its due date, its actual date and its light.

A blank 实际日期 with a known due date is an open node; 「无」 is reported and is open too; a date after
the data date has not happened yet. 黑 is left for what cannot be judged: no due date, an acceptance
without 验收结论, or a blank date of a stage after which another is done (待补报: nobody is late, a cell
is empty; standard.md §6, reading 44). A compound that is not in plan owes the stages before the plan
only; the others are 灰 unless they are done.
"""

from collections.abc import Iterator

import polars as pl

from metrics.days.workdays import calendar
from metrics.records.frames import Frames
from metrics.records.schema import NEVER
from metrics.rules.value import Rules
from metrics.supervision.lights import NODE, late, light
from metrics.supervision.stages import PLAN_YEAR, STAGES, Due, Stage

FIELDS = ("due", "actual", "done", "unreported", "light", "days", "working_days", "provisional")
NAMES = tuple(stage.name for stage in STAGES)
_DONE = tuple(f"{name}_done" for name in NAMES)
_UNREPORTED = tuple(f"{name}_unreported" for name in NAMES)


def nodes(frames: Frames, rules: Rules, compounds: pl.DataFrame) -> pl.DataFrame:
    """Return `<stage>_<field>` (FIELDS) of every stage of each compound, and its `reached`.

    `compounds` carry the dates, acceptance, and plan_year and review_approved_on of the project;
    rows keep their order. A light is its place in the pack's order, days are Int32. `unreported`
    (待补报) is never null. `reached` is the number of the furthest stage done, 0 where none is.
    """
    return _states(frames, rules, compounds).select(
        *_dates(frames), *_lights(frames, rules), *_DONE, *_UNREPORTED, reached=_reached()
    )


def lit_nodes(frames: Frames, rules: Rules, compounds: pl.DataFrame) -> pl.DataFrame:
    """Return of `nodes` what judges the whole table: light, done, unreported, and reached."""
    return _states(frames, rules, compounds).select(
        *_lights(frames, rules), *_DONE, *_UNREPORTED, reached=_reached()
    )


def dated_nodes(frames: Frames, rules: Rules, compounds: pl.DataFrame) -> pl.DataFrame:
    """Return of `nodes` what is read of a few rows: dates, delays and done of every stage."""
    return _states(frames, rules, compounds).select(*_dates(frames), *_DONE)


def _lights(frames: Frames, rules: Rules) -> list[pl.Expr]:
    return [light(f"{name}_", rules, as_of=frames.as_of, kind=NODE) for name in NAMES]


def _dates(frames: Frames) -> list[pl.Expr]:
    actual = (
        pl.when(f"{name}_done").then(f"{name}_actual").alias(f"{name}_actual") for name in NAMES
    )
    delays = (e for name in NAMES for e in late(f"{name}_", as_of=frames.as_of))
    return [*(pl.col(f"{name}_due") for name in NAMES), *actual, *delays]


def _reached() -> pl.Expr:
    furthest_first = reversed(list(enumerate(NAMES, start=1)))
    places = [pl.when(f"{name}_done").then(pl.lit(place)) for place, name in furthest_first]
    return pl.coalesce(*places, 0)


def _states(frames: Frames, rules: Rules, compounds: pl.DataFrame) -> pl.DataFrame:
    """Return due, actual (the date reported, come or not), done and owed of every stage."""
    actual = (pl.col(stage.actual).alias(f"{stage.name}_actual") for stage in STAGES)
    states = compounds.select(
        *actual, **{f"{stage.name}_done": _done(frames, stage) for stage in STAGES}
    )
    in_plan, always = pl.col("plan_done"), pl.lit(value=True)
    owed = {f"{s.name}_owed": always if s.before_plan else in_plan for s in STAGES}
    dues = _dues(compounds, rules, moves=rules["due_moves_to_workday"][NODE])
    return states.with_columns(*dues, *_unreported(), **owed).with_columns(
        pl.when(~pl.col(f"{name}_unreported")).then(f"{name}_done").alias(f"{name}_done")
        for name in NAMES
    )


def _done(frames: Frames, stage: Stage) -> pl.Expr:
    """Say whether the stage is done by the data date; an acceptance needs 合格, blank is unknown."""
    happened = frames.happened(stage.actual)
    if stage.name != "accept":
        return happened
    return happened & (pl.col("acceptance") == "合格")


def _unreported() -> Iterator[pl.Expr]:
    """Say which stages (`<stage>_unreported`) have no date though one after them is done.

    Residents may be asked before the plan is made, so that their answer is no proof of 列入计划.
    """
    later = past_plan = pl.lit(value=False)
    for stage in reversed(STAGES):
        blank, proof = pl.col(f"{stage.name}_actual").is_null(), later
        if stage.name == "plan":
            proof = past_plan
        yield (blank & proof).alias(f"{stage.name}_unreported")
        later = later | pl.col(f"{stage.name}_done").fill_null(value=False)
        past_plan = past_plan if stage.before_plan else later


def moved_dues(compounds: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """List what is due of compounds on another day than was set, because that is a day of rest.

    Columns: project, compound, stage (label), due, and set_on, the day before it was moved.
    """
    moves = rules["due_moves_to_workday"][NODE]
    own = compounds.select("project", "compound")
    sides = (_dues(compounds, rules, moves=moves), _dues(compounds, rules, moves=False))
    parts = [
        own.with_columns(due.alias("due"), plain.alias("set_on"), stage=pl.lit(stage.label))
        for stage, due, plain in zip(STAGES, *sides, strict=True)
    ]
    return pl.concat(parts).filter(pl.col("due") != pl.col("set_on"))


def _dues(compounds: pl.DataFrame, rules: Rules, *, moves: bool) -> list[pl.Series]:
    """Return `<stage>_due`; null where the base has no date. Stages that share a rule are dated once."""
    dues = rules["stage_due"]
    places = {due: str(place) for place, due in enumerate(dict.fromkeys(dues.values()))}
    year = pl.col("plan_year")
    years = compounds.select(year.min().fill_null(0), last=year.max().fill_null(0)).row(0)
    dated = compounds.select(
        calendar().due(_base(due, dues["plan"], years), _workdays(due), moves=moves).alias(place)
        for due, place in places.items()
    )
    return [dated[places[dues[name]]].alias(f"{name}_due") for name in NAMES]


def _workdays(due: Due) -> int:
    return due.distance if due.working else 0


def _base(due: Due, plan: Due, years: tuple[int, int]) -> pl.Expr:
    """Return the day that working days are counted from; days of the calendar are added to it.

    What counts from 列入计划日期 counts from the due date of 列入计划 while there is none.
    """
    base = _in_plan_year(due, years) if due.base == PLAN_YEAR else _reported(due.base)
    if due.base == "planned_on":
        base = pl.coalesce(base, _in_plan_year(plan, years))
    return base if due.working else (base.to_physical() + due.distance).cast(pl.Date)


def _reported(column: str) -> pl.Expr:
    return pl.when(pl.col(column) != NEVER).then(column)


def _in_plan_year(due: Due, years: tuple[int, int]) -> pl.Expr:
    """Return the day of each plan year, made once for each year: making dates is slow."""
    first, last = years
    days = pl.select(pl.date(pl.int_range(first, last + 1), due.month, due.day)).to_series()
    return pl.lit(days).gather(pl.col("plan_year") - first)
