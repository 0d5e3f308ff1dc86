"""One month as a sheet of weeks, Monday first, with official working days (调休) and days of rest."""

from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from metrics.days.workdays import calendar

DAYS_OF_WEEK = 7
WEEKEND = 5


class Day(NamedTuple):
    """One day of the sheet: whether it is of the month, is worked on, and stands out from its weekday.

    `mark` is 休 of a weekday without work, 班 of a weekend day that is worked on, else empty.
    """

    day: date
    inside: bool
    works: bool
    mark: str


def month_days(first: date) -> tuple[tuple[Day, ...], ...]:
    """Return the weeks that touch the month of a day, whole weeks."""
    start, following = first.replace(day=1), next_month(first)
    begin = start - timedelta(days=start.weekday())
    count = -((begin - following).days // DAYS_OF_WEEK) * DAYS_OF_WEEK
    days = [begin + timedelta(days=at) for at in range(count)]
    works = pl.select(calendar().is_workday(pl.lit(pl.Series(days)))).to_series().to_list()
    listed = [
        Day(day, start <= day < following, bool(work), _mark(day, work=bool(work)))
        for day, work in zip(days, works, strict=True)
    ]
    return tuple(
        tuple(listed[at : at + DAYS_OF_WEEK]) for at in range(0, len(listed), DAYS_OF_WEEK)
    )


def next_month(day: date) -> date:
    """Return the first day of the month after a day's."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def previous_month(day: date) -> date:
    """Return the first day of the month before a day's."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _mark(day: date, *, work: bool) -> str:
    weekend = day.weekday() >= WEEKEND
    return "班" if weekend and work else "休" if not weekend and not work else ""
