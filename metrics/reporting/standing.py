"""Who has reported (报送情况): the state of every unit that is due, on one day.

A unit has reported for a turn once a submission of that data date or a later one stands; whether it
says anything new does not matter. What was withdrawn (撤销) or taken back (撤回) does not stand. A unit
owes the turns since 区划 has named it whose deadline comes after its province began (正式使用); where
nothing says when that was, since the first data date that any city or county of it has reported.
Divisions that were merged away are not in 区划 and owe none.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import polars as pl

from metrics.days.beijing import BEIJING
from metrics.days.cadence import LONGEST_WAIT
from metrics.records.regions import within
from metrics.records.reports import DIVISIONS, Submission
from metrics.records.succession import Succession
from metrics.reporting.rule_keys import Duty
from metrics.reporting.turns import Delay, Schedule, Turn, behind, current_turn, turns

IN_TIME, SENT_LATE, WAITING, OVERDUE, NEVER = "in_time", "sent_late", "waiting", "overdue", "never"
REPORTED = (IN_TIME, SENT_LATE)
LATE = (OVERDUE, NEVER)
ORDER = (NEVER, OVERDUE, WAITING, SENT_LATE, IN_TIME)
"""From the most pressing to what is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStanding:
    """How one unit stands on a day.

    `upper` is the division above that the unit is listed under: a county's city, a city itself.
    `last` is the submission with its newest data date that stands (null: never). `turn` is the
    oldest turn that it owes: null where it owes none yet; `overdue` are the turns whose deadline has
    passed. `delay` is that of `turn` on the day; of a unit that has reported, that of its report.
    """

    unit: str
    name: str
    level: str
    upper: str
    state: str
    last: Submission | None
    turn: Turn | None
    overdue: tuple[Turn, ...]
    delay: Delay | None

    @property
    def missed(self) -> int:
        """How many turns are owed whose deadline has passed."""
        return len(self.overdue)


class Reporting(NamedTuple):
    """The units due in a place on a day, the most pressing first; `turn` is the one that runs."""

    place: str
    day: date
    turn: Turn | None
    units: tuple[UnitStanding, ...]

    def of(self, *states: str) -> tuple[UnitStanding, ...]:
        """Return the units in one of these states."""
        return tuple(unit for unit in self.units if unit.state in states)


def due_units(
    regions: pl.DataFrame, owners: Collection[str], place: str, duty: Duty
) -> list[tuple[str, str, str, str]]:
    """Return code, name, level and division above of the units of a place that have to report.

    `regions` are the divisions in force (region, name, level, parent), `owners` those with projects
    of their own. A city that no county lies in reports in their stead where counties do.
    """
    levels = dict(regions.select("region", "level").iter_rows())
    parents = set(regions["parent"])
    listed = []
    for row in within(regions, place).iter_rows(named=True):
        code, level = row["region"], row["level"]
        alone = level == "市" and code not in parents and "县" in duty.levels
        if alone or (level in duty.levels and (code in owners or not duty.levels[level])):
            upper = row["parent"] if level == "县" and row["parent"] in levels else code
            listed.append((code, row["name"], level, upper))
    return listed


def reporting(
    submissions: Iterable[Submission],
    due: Sequence[tuple[str, str, str, str]],
    *,
    since: Mapping[str, date],
    schedule: Schedule,
    place: str,
    day: date,
    successions: Iterable[Succession] = (),
) -> Reporting:
    """Tell how the units that are due stand on a day.

    `submissions` are in any order, `due` is what `due_units` lists, `since` the first day on which
    区划 named each of them. Reports that came after the day are seen by their data date alone. What a
    division reported counts for the one that took over from it (`successions`).
    """
    listed = sorted(submissions, key=lambda each: each.id)
    sent = _standing(listed, day)
    begun = _begun(listed, sent, schedule)
    for each in sorted(successions):
        _carry_on(sent, each)
    starts = {
        unit[0]: max(since.get(unit[0], day), begun.get(_province(unit[0]), day)) for unit in due
    }
    every = turns(schedule, start=min(starts.values(), default=day), end=day + LONGEST_WAIT)
    running = current_turn(schedule, day)
    units = [
        _unit(unit, sent.get(unit[0], []), _owed(every, starts[unit[0]]), running, day)
        for unit in due
    ]
    return Reporting(place, day, running, tuple(sorted(units, key=_pressing)))


def _pressing(unit: UnitStanding) -> tuple[int, int, str]:
    late = unit.delay.days if unit.delay else 0
    return ORDER.index(unit.state), -late, unit.unit


def _owed(every: Sequence[Turn], since: date) -> Sequence[Turn]:
    return every[bisect_left(every, since, key=lambda turn: turn.data_date) :]


def _province(unit: str) -> str:
    return unit[:2].ljust(6, "0")


def _carry_on(sent: dict[str, list[Submission]], succession: Succession) -> None:
    """Count what a division had reported for a new one that took over; one that was there has its own."""
    before, own = sent.get(succession.old, []), sent.get(succession.new, [])
    if succession.old != succession.new and not any(s.data_date < succession.since for s in own):
        sent[succession.new] = [*before, *own]


def _begun(
    listed: Sequence[Submission], sent: Mapping[str, Sequence[Submission]], schedule: Schedule
) -> dict[str, date]:
    """Return of each province the first data date that is owed in it.

    That is the turn that ran on the day on which the province itself was first heard of, or this day.
    A province that has not begun with its divisions (正式使用) owes since the first data date that a
    city or county has reported, as soon as one has.
    """
    own = [each for each in listed if each.unit == _province(each.unit)]
    first = {each.unit: _running_from(arrived(each), schedule) for each in reversed(own)}
    stated = {each.unit for each in own if each.kind == DIVISIONS}
    below = [each for unit in sent if unit != _province(unit) for each in sent[unit]]
    for each in sorted(below, key=lambda each: each.data_date, reverse=True):
        if _province(each.unit) not in stated:
            first[_province(each.unit)] = each.data_date
    return first


def _running_from(day: date, schedule: Schedule) -> date:
    turn = current_turn(schedule, day)
    return turn.data_date if turn and turn.deadline >= day else day


def _standing(listed: Sequence[Submission], day: date) -> dict[str, list[Submission]]:
    """Return the reports of each unit up to a day that stand, in the order of acceptance.

    What an office stated when it began, and what a change of divisions handed on, is no report.
    """
    undone = {each.undoes for each in listed if each.undoes is not None}
    kept: dict[tuple[str, date], list[Submission]] = {}
    for each in listed:
        if each.undoes is None and each.id not in undone and each.data_date <= day:
            of_date = kept.setdefault((each.unit, each.data_date), [])
            if each.says_nothing:
                of_date.clear()
            elif not each.reports_nothing:
                of_date.append(each)
    sent: dict[str, list[Submission]] = {}
    for (unit, _), of_date in kept.items():
        sent.setdefault(unit, []).extend(of_date)
    return sent


def _unit(
    unit: tuple[str, str, str, str],
    sent: Sequence[Submission],
    owed: Sequence[Turn],
    running: Turn | None,
    day: date,
) -> UnitStanding:
    code, name, level, upper = unit
    last = max(sent, key=lambda each: (each.data_date, each.id), default=None)
    rest = _after(owed, last.data_date) if last else owed
    missed = bisect_left(rest, day, key=lambda turn: turn.deadline)
    state, turn, delay = _state(sent, rest, missed, running, day)
    return UnitStanding(
        unit=code, name=name, level=level, upper=upper, state=state, last=last, turn=turn,
        overdue=tuple(rest[:missed]), delay=delay,
    )  # fmt: skip


def _after(owed: Sequence[Turn], day: date) -> Sequence[Turn]:
    return owed[bisect_right(owed, day, key=lambda turn: turn.data_date) :]


def _state(
    sent: Sequence[Submission],
    rest: Sequence[Turn],
    missed: int,
    running: Turn | None,
    day: date,
) -> tuple[str, Turn | None, Delay | None]:
    if missed:
        return OVERDUE if sent else NEVER, rest[0], behind(rest[0].deadline, day)
    covering = [each for each in sent if running is None or each.data_date >= running.data_date]
    if not covering:
        turn = rest[0] if rest else None
        return WAITING, turn, behind(turn.deadline, day) if turn else None
    if running is None:
        return IN_TIME, None, None
    delay = behind(running.deadline, arrived(min(covering, key=lambda each: each.id)))
    return SENT_LATE if delay.days > 0 else IN_TIME, running, delay


def arrived(submission: Submission) -> date:
    """Return the day in Beijing on which a submission was accepted."""
    return datetime.fromisoformat(submission.accepted_at).astimezone(BEIJING).date()
