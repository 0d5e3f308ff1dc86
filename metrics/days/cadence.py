"""The office's rhythm (工作节奏): what is due in a span of days, by the rule `cadence`.

A rule is a kind of work (督导, 培训, 调度) and when it comes round: 每周一, 自2022-01-03起每两周, or
每月10日 (the last day of a shorter month). 遇休息日 says whether a day of rest moves it to the next
working day (顺延), the one before (提前), or not at all (照常).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import polars as pl

from metrics.days.workdays import calendar, workdays_after

WEEKDAYS = "一二三四五六日"
RESTS = ("顺延", "提前", "照常")
LONGEST_REST = 31
"""No run of days of rest is longer: whoever looks so far beyond a span misses nothing."""

LONGEST_WAIT = timedelta(days=31 + LONGEST_REST)
"""No turn is further away: a month, and a rest that moves it."""


class Rhythm(NamedTuple):
    """When a kind of work comes round: every `weeks` from `first`, or on a day of each month."""

    weeks: int = 0
    first: date = date(2021, 1, 4)  # a Monday: any will do for what comes every week
    day: int = 0
    rest: str = "照常"


class Due(NamedTuple):
    """Something due: kind of work, day, and the day by rule before a rest moved it.

    `provisional`: the day lies in a year without an official list of workdays.
    """

    day: date
    kind: str
    by_rule: date
    provisional: bool


_WEEKLY = re.compile(rf"^每周([{WEEKDAYS}])$")
_FORTNIGHTLY = re.compile(r"^自(\d{4}-\d{2}-\d{2})起每两周$")
_MONTHLY = re.compile(r"^每月([1-9]|[12]\d|3[01])日$")


def rhythms(raw: object) -> dict[str, Rhythm]:
    """Read the rule: kind of work → {时间: 每周一, 遇休息日: 顺延}; ValueError otherwise."""
    if not isinstance(raw, dict) or not raw or not all(isinstance(v, dict) for v in raw.values()):
        raise ValueError("应逐项写明工作和时间，如 督导: {时间: 每周一, 遇休息日: 顺延}")
    if not all(str(kind).strip() for kind in raw):
        raise ValueError("每项工作应写明名称，如 督导")
    return {str(kind): _rhythm(value) for kind, value in raw.items()}


def _rhythm(raw: Mapping[str, object]) -> Rhythm:
    if set(raw) != {"时间", "遇休息日"} or raw["遇休息日"] not in RESTS:
        raise ValueError(f"每项应写明“时间”和“遇休息日”（{'、'.join(RESTS)}之一）")
    text, rest = str(raw["时间"]), str(raw["遇休息日"])
    if weekly := _WEEKLY.match(text):
        monday = Rhythm().first
        return Rhythm(1, monday + timedelta(days=WEEKDAYS.index(weekly[1])), rest=rest)
    if fortnightly := _FORTNIGHTLY.match(text):
        return Rhythm(2, _begun(fortnightly[1]), rest=rest)
    if monthly := _MONTHLY.match(text):
        return Rhythm(day=int(monthly[1]), rest=rest)
    raise ValueError(f"“{text}”应写作“每周一”“自2022-01-03起每两周”或“每月10日”")


def _begun(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}”不是日期，应写作2022-01-03") from None


def due_list(cadence: Mapping[str, Rhythm], *, start: date, end: date) -> tuple[Due, ...]:
    """List what is due from `start` to `end`, both included, by day and kind.

    Where a rest moves two turns of one kind to the same day, they are one (the later turn).
    """
    dues = {
        (each.day, kind): each
        for kind, rhythm in cadence.items()
        for each in _turns(kind, rhythm, start=start, end=end)
    }
    return tuple(dues[key] for key in sorted(dues))


def next_turn(cadence: Mapping[str, Rhythm], kind: str, *, after: date) -> date | None:
    """Return the day on which a kind of work comes round next; null where the rule has none."""
    rhythm = cadence.get(kind)
    if rhythm is None:
        return None
    first = max(after, rhythm.first) if rhythm.weeks > 1 else after
    turns = due_list({kind: rhythm}, start=after + timedelta(days=1), end=first + LONGEST_WAIT)
    return turns[0].day if turns else None


def next_day(cadence: Mapping[str, Rhythm], kind: str, *, after: date) -> date:
    """Return the day on which a kind of work comes round next.

    Where the rule has none, the next working day: the field that it is offered in can be changed.
    """
    return next_turn(cadence, kind, after=after) or workdays_after(after, 1)


def _turns(kind: str, rhythm: Rhythm, *, start: date, end: date) -> Iterator[Due]:
    margin = timedelta(days=LONGEST_REST)
    for turn in _by_rule(rhythm, start=start - margin, end=end + margin):
        day, provisional = _moved(turn, rhythm.rest)
        if start <= day <= end:
            yield Due(day, kind, turn, provisional)


def _by_rule(rhythm: Rhythm, *, start: date, end: date) -> Iterable[date]:
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    if rhythm.weeks:
        # What comes every second week begins on its first day; every week has no beginning.
        step, begun = 7 * rhythm.weeks, rhythm.first if rhythm.weeks > 1 else date.min
        return (d for d in days if d >= begun and (d - rhythm.first).days % step == 0)
    return (d for d in days if d.day == min(rhythm.day, _last_day(d)))


def _last_day(day: date) -> int:
    following = day.replace(day=28) + timedelta(days=4)
    return (following - timedelta(days=following.day)).day


@cache
def _moved(day: date, rest: str) -> tuple[date, bool]:
    days, turn = calendar(), pl.lit(day)
    earlier = pl.when(days.is_workday(turn)).then(turn).otherwise(days.add(turn, -1))
    moved = {"顺延": days.on_or_after(turn), "提前": earlier}.get(rest, turn)
    provisional = days.provisional(turn) | days.provisional(moved)
    row = pl.select(day=moved, provisional=provisional).row(0)
    return row[0], bool(row[1])
