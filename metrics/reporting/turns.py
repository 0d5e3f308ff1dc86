"""The turns of reporting (报送期次): every data date that is due, and its deadline (报送时限).

A rhythm that was decreed later holds from its own day on; the turns before it stay those of the rule
that held then.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from metrics.days.cadence import LONGEST_WAIT, due_list
from metrics.days.workdays import calendar
from metrics.records.invented import demo_mark
from metrics.reporting.rule_keys import Duty

Schedule = Sequence[tuple[date, Duty]]
"""Each duty with the day from which it holds, the oldest first."""


class Turn(NamedTuple):
    """A data date that has to be reported, and the last day on which its report is in time."""

    data_date: date
    deadline: date


class Delay(NamedTuple):
    """How far a day lies behind a deadline: in working days and in days; both below 0 before it."""

    workdays: int
    days: int


def turns(schedule: Schedule, *, start: date, end: date) -> tuple[Turn, ...]:
    """Return the turns whose data date lies from `start` to `end`, both included."""
    bounds = [*schedule, (date.max, None)]
    listed: list[Turn] = []
    for (since, duty), (until, _) in pairwise(bounds):
        first, last = max(start, since), min(end, until - timedelta(days=1))
        if duty is not None and first <= last:
            dues = due_list({"报送": duty.rhythm}, start=first, end=last)
            listed += [Turn(due.day, _deadline(due.day, duty.workdays)) for due in dues]
    return tuple(sorted(listed))


def current_turn(schedule: Schedule, day: date) -> Turn | None:
    """Return the newest turn whose data date has come on a day; null before the first of all."""
    return next(reversed(turns(schedule, start=day - LONGEST_WAIT, end=day)), None)


def next_turn(schedule: Schedule, day: date) -> Turn | None:
    """Return the first turn whose data date lies after a day; null where the rule has none more."""
    return next(iter(turns(schedule, start=day + timedelta(days=1), end=day + LONGEST_WAIT)), None)


def day_told(as_of: date, *, place: str, opening: date, today: date) -> date:
    """Return the day on which it is told who has reported, where nobody names another.

    That is today while a place is looked at as pages open it; of a data date that is over, and of
    an invented place (演示数据), whose reports end with it, it is the data date.
    """
    return today if as_of == opening and not demo_mark(place) else as_of


@cache
def _deadline(data_date: date, workdays: int) -> date:
    deadline: date = pl.select(calendar().due(pl.lit(data_date), workdays, moves=True)).item()
    return deadline


@cache
def behind(deadline: date, day: date) -> Delay:
    """Count how far a day lies behind a deadline."""
    workdays = int(pl.select(calendar().count(pl.lit(deadline), pl.lit(day))).item())
    return Delay(workdays, (day - deadline).days)
