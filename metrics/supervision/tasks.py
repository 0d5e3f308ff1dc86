"""Key tasks (重点任务): when each is due, its light, and who answers for it.

Deadlines are of three kinds (`task_terms`). Those of every year, and of each year's end, reopen each
year: only a completion dated in the year of the data date counts, and 已完成 without a date is then
not known; the cycle before is told beside it (`task_cycles`). An unreadable deadline has no due
date and is shown 黑.

Each unit numbers its own list, so a place sees several: its own, and those of the units above and
below it.
"""

import re
from collections.abc import Iterable

import polars as pl

from metrics.records.frames import Frames
from metrics.records.regions import lineage
from metrics.records.task_terms import ONCE, OPEN, YEARLY, Deadline, deadline, units
from metrics.rules.value import Rules
from metrics.supervision.lights import TASK, lit
from metrics.supervision.task_cycles import cycle_before


def tasks(
    frames: Frames,
    rules: Rules,
    *,
    before: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """List the tasks of every reporting unit, each list in the order of its numbers.

    `before` is 重点任务 as in force on the last 31 December (null: not at hand). Adds to the sheet:
    unit_list, deadline_kind (null = unreadable), due, set_on (the day before it was moved off a day of
    rest; null: not moved), light, days and working_days late
    (negative = left, or early), provisional, and what `cycle_before` tells of the year before.
    """
    sheet, year = frames.tables["tasks"], frames.as_of.year
    read = [deadline(text) for text in sheet["deadline"]]
    listed = sheet.with_columns(
        pl.Series("unit_list", [units(text) for text in sheet["units"]], pl.List(pl.String)),
        pl.Series("deadline_kind", [each and each.kind for each in read], pl.String),
        pl.Series("due", [each and each.on(year) for each in read], pl.Date),
        pl.Series("place", [_number(task) for task in sheet["task"]], pl.Int64),
    )
    states = listed.select(
        "due", actual=_actual(frames), done=_done(frames), owed=pl.lit(value=True)
    )
    lights = lit(states, as_of=frames.as_of, rules=rules, kind=TASK)
    cycle = cycle_before(
        listed, due=_due_in(year - 1, read), year=year - 1, rules=rules, before=before
    )
    moved = pl.when(listed["due"] != lights["due"]).then(listed["due"])
    table = pl.concat([listed.drop("due"), lights, cycle], how="horizontal").with_columns(
        set_on=moved
    )
    return table.sort("unit", "place", "task").drop("place")


def answered_by(listed: pl.DataFrame, unit: str) -> pl.DataFrame:
    """Keep the tasks that one responsible unit answers for, alone or with others."""
    return listed.filter(pl.col("unit_list").list.contains(unit))


def reporters(frames: Frames, place: str) -> list[str]:
    """Return the units whose task lists a place sees: its own, those above, those below.

    Its own comes first, then those above from the nearest on, then those below by code.
    """
    pairs = lineage(frames.regions)
    reported = set(frames.tables["tasks"]["unit"].drop_nulls())
    above = pairs.filter(region=place)["ancestor"].to_list()
    below = pairs.filter(ancestor=place)["region"].to_list()
    nearest = {code: -pairs.filter(region=code).height for code in above}
    seen = dict.fromkeys([*sorted(above, key=lambda code: nearest[code]), *sorted(below)])
    return [code for code in seen if code in reported]


def responsible_units(listed: pl.DataFrame) -> list[str]:
    """Return the units that answer for any of the tasks, sorted."""
    return sorted(listed["unit_list"].explode().drop_nulls().unique())


def _due_in(year: int, read: Iterable[Deadline | None]) -> pl.Series:
    """Return the due dates of a year; null for tasks that do not recur."""
    recurring = (each if each and each.kind != ONCE else None for each in read)
    return pl.Series("due", [each and each.on(year) for each in recurring], pl.Date)


def _number(task: str) -> int:
    digits = re.search(r"\d{1,9}", task)
    return int(digits[0]) if digits else 0


def _finished(frames: Frames) -> pl.Expr:
    """Say whether the completion counts: by the data date, and for recurring tasks in its year."""
    this_year = pl.col("finished_on").dt.year() == frames.as_of.year
    once = (pl.col("deadline_kind") == ONCE).fill_null(value=True)
    return frames.happened("finished_on") & (once | this_year).fill_null(value=False)


def _undated() -> pl.Expr:
    """Say whether 已完成 was reported without its day."""
    return (pl.col("status") == "已完成").fill_null(value=False) & pl.col("finished_on").is_null()


def _done(frames: Frames) -> pl.Expr:
    """Say whether the task is done; null where 已完成 has no day and the task recurs."""
    recurs = pl.col("deadline_kind").is_in([YEARLY, OPEN]).fill_null(value=False)
    return pl.when(_undated() & recurs).then(None).otherwise(_finished(frames) | _undated())


def _actual(frames: Frames) -> pl.Expr:
    """Return the day it was done; undated, the data date tells nothing beyond the due date."""
    certain = _undated() & (pl.lit(frames.as_of) <= pl.col("due"))
    return pl.when(_finished(frames)).then("finished_on").when(certain).then(pl.lit(frames.as_of))
