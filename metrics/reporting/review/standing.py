"""How each submission stands in review (审核): what became of it, whose turn it is, and until when."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache

import polars as pl

from metrics.days.beijing import BEIJING
from metrics.days.workdays import workdays_after
from metrics.records.findings import CellError
from metrics.records.reports import ADJUSTED, DIVISIONS, Submission
from metrics.reporting.review.decisions import (
    Decided,
    Decision,
    Review,
    counts,
    last,
    reviewers,
    rule_day,
    turn,
)
from metrics.reporting.standing import arrived

ByRule = Callable[[str, date], int]
"""Tells the value of a rule of a unit and a day (`rule_day`)."""


class State(StrEnum):
    """What became of a submission; the value is what officers call it."""

    SENT = "已报送"
    CITY = "市已审"
    PROVINCE = "省已审"
    RETURNED = "已退回"
    RECALLED = "已撤回"
    REPLACED = "被取代"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A submission where review is asked for.

    `turn` is the division that decides next (null: none any more), `since` the day on which it came to
    it, and `due` the last day in time; both are null without a turn. `path` are the unit's reviewers.
    """

    submission: Submission
    state: State
    path: tuple[str, ...]
    reviews: tuple[Review, ...]
    counts: bool
    turn: str | None = None
    since: date | None = None
    due: date | None = None

    @property
    def last(self) -> Review | None:
        """The last decision on it; null before the first."""
        return last(self.reviews)

    @property
    def objections(self) -> tuple[CellError, ...]:
        """The places that whoever returned it objected to."""
        return self.last.objections if self.last and self.state is State.RETURNED else ()


def reviewed(
    submissions: Iterable[Submission],
    decided: Decided,
    regions: pl.DataFrame,
    *,
    levels: ByRule,
    days: ByRule,
) -> list[Reviewed]:
    """Tell of the submissions that are reviewed how each stands, in the order in which they come.

    `regions` are the divisions in force, `levels` and `days` the rules: how many levels must accept,
    and how many working days each has. What nobody reviews is not among them.
    """
    listed = list(submissions)
    recalled = {each.undoes for each in listed}
    newest = _newest(listed, recalled)
    path = cache(lambda unit: reviewers(unit, regions))
    told = []
    for one in listed:
        by = rule_day(one.data_date, one.accepted_at)
        wanted = 0 if _unreported(one) else levels(one.unit, by)
        if wanted and path(one.unit):
            reviews = tuple(decided.get(one.id, ()))
            state = _state(one, reviews, recalled, newest)
            reviewer = turn(path(one.unit), reviews, levels=wanted)
            waits = reviewer if state in _WAITING else None
            since = _since(one, reviews) if waits else None
            due = _due(since, days(one.unit, by)) if since else None
            counting = counts(reviews, levels=wanted) and one.id not in recalled
            told.append(
                Reviewed(
                    submission=one, state=state, path=path(one.unit), reviews=reviews,
                    counts=counting, turn=waits, since=since, due=due,
                )
            )  # fmt: skip
    return told


_WAITING = (State.SENT, State.CITY, State.PROVINCE)


def _unreported(one: Submission) -> bool:
    return one.undoes is not None or one.kind in (DIVISIONS, ADJUSTED)


def _newest(
    listed: Sequence[Submission], recalled: set[int | None]
) -> Mapping[tuple[str, date], int]:
    """Return the newest submission of each unit and data date that stands."""
    newest: dict[tuple[str, date], int] = {}
    for one in listed:
        if one.undoes is None and one.id not in recalled:
            of = (one.unit, one.data_date)
            newest[of] = max(newest.get(of, 0), one.id)
    return newest


def _state(
    one: Submission,
    reviews: Sequence[Review],
    recalled: set[int | None],
    newest: Mapping[tuple[str, date], int],
) -> State:
    decision = last(reviews)
    if one.id in recalled:
        return State.RECALLED
    if newest[one.unit, one.data_date] > one.id:
        return State.REPLACED
    if decision is None:
        return State.SENT
    if decision.decision == Decision.RETURNED:
        return State.RETURNED
    return State.PROVINCE if decision.reviewer.endswith("0000") else State.CITY


def _since(one: Submission, reviews: Sequence[Review]) -> date:
    """Return the day in Beijing on which it came to whose turn it is."""
    decision = last(reviews)
    if decision is None:
        return arrived(one)
    return datetime.fromisoformat(decision.at).astimezone(BEIJING).date()


@cache
def _due(since: date, workdays: int) -> date:
    return workdays_after(since, workdays)


def waiting_for(listed: Iterable[Reviewed], reviewing: Iterable[str]) -> list[Reviewed]:
    """Return what waits for one of these divisions to decide, the oldest first."""
    own = set(reviewing)
    found = [each for each in listed if each.turn in own]
    return sorted(found, key=lambda each: (each.due or date.max, each.submission.id))


def returned_to(listed: Iterable[Reviewed], units: Iterable[str]) -> list[Reviewed]:
    """Return what was returned to one of these units and has not been sent again."""
    own = set(units)
    return [each for each in listed if each.state is State.RETURNED and each.submission.unit in own]


def waiting_of(listed: Iterable[Reviewed], units: Iterable[str]) -> list[Reviewed]:
    """Return what these units have sent that waits for others to decide."""
    own = set(units)
    return [each for each in listed if each.turn is not None and each.submission.unit in own]


def unsettled(listed: Iterable[Reviewed], by: date) -> dict[str, Reviewed]:
    """Return the units whose newest statement by a data date does not count, with that statement."""
    newest: dict[str, Reviewed] = {}
    for each in listed:
        one = each.submission
        if one.data_date > by or each.state in (State.RECALLED, State.REPLACED):
            continue
        known = newest.get(one.unit)
        if known is None or (known.submission.data_date, known.submission.id) < (
            one.data_date, one.id,
        ):  # fmt: skip
            newest[one.unit] = each
    return {unit: each for unit, each in sorted(newest.items()) if not each.counts}
