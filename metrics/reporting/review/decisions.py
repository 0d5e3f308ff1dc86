"""What was decided on a submission (审核), level by level, and whether it counts.

Nothing is ever marked on a submission: each decision is a row of its own. Those that review a unit are
the city and the province above it, by 区划 as it is when they decide; a decision keeps which of them it
was, so that a county that has moved to another city since need not be accepted by both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import polars as pl

from metrics.days.beijing import BEIJING
from metrics.records.findings import CellError, warnings_from_json
from metrics.records.regions import LEVELS

REVIEWING = ("市", "省")
"""The levels of 区划 that review what those below them report."""


class Decision(StrEnum):
    """What happens to a submission after it was sent."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One decision: the division `reviewer` decided as the `step`-th of the unit's `steps` reviewers.

    A recall (撤回) is the unit's own, step 0. `cells` are the places that were objected to, as JSON (null:
    none), `account` is null for the command line, `at` UTC text.
    """

    id: int
    submission: int
    reviewer: str
    step: int
    steps: int
    decision: str
    reason: str
    cells: str | None
    account: int | None
    at: str
    by: str

    @property
    def objections(self) -> tuple[CellError, ...]:
        """The places that were objected to, each with its sentence."""
        return warnings_from_json(self.cells)


def reviewers(unit: str, regions: pl.DataFrame) -> tuple[str, ...]:
    """Return the divisions that review a unit, the nearest first: the city and the province above it.

    `regions` are the divisions in force (region, parent, level). A city, and a county right under the
    province, is reviewed by the province alone; the province by nobody.
    """
    parents = dict(regions.select("region", "parent").iter_rows())
    levels = dict(regions.select("region", "level").iter_rows())
    above: list[str] = []
    code = parents.get(unit)
    while code is not None and len(above) <= len(LEVELS):
        above.append(code)
        code = parents.get(code)
    return tuple(code for code in above if levels.get(code) in REVIEWING)


def rule_day(data_date: date, accepted_at: str) -> date:
    """Return the day whose rule says how many levels must accept what was sent (`accepted_at`: UTC text).

    It is the data date, or the day in Beijing on which it came if that is later: whoever dates a report
    back does not get round the review that has begun since.
    """
    return max(data_date, datetime.fromisoformat(accepted_at).astimezone(BEIJING).date())


def by_submission(reviews: Iterable[Review]) -> dict[int, list[Review]]:
    """Return the decisions on each submission, the first first."""
    listed: dict[int, list[Review]] = {}
    for review in sorted(reviews, key=lambda each: each.id):
        listed.setdefault(review.submission, []).append(review)
    return listed


def last(reviews: Sequence[Review]) -> Review | None:
    """Return the last decision on a submission; null before the first."""
    return reviews[-1] if reviews else None


def passed(reviews: Sequence[Review]) -> int:
    """Return how many levels have accepted a submission; none once it was returned or recalled."""
    newest = last(reviews)
    accepted = newest is not None and newest.decision == Decision.ACCEPTED
    return newest.step if newest is not None and accepted else 0


def counts(reviews: Sequence[Review], *, levels: int) -> bool:
    """Say whether a submission counts where so many levels must have accepted it."""
    newest = last(reviews)
    if newest is None or newest.decision != Decision.ACCEPTED:
        return not levels and newest is None
    return newest.step >= min(levels, newest.steps)


def turn(path: Sequence[str], reviews: Sequence[Review], *, levels: int) -> str | None:
    """Return which of a unit's reviewers decides next; null where none has to any more."""
    newest = last(reviews)
    if newest is not None and newest.decision != Decision.ACCEPTED:
        return None
    done, wanted = passed(reviews), min(levels, len(path))
    return path[done] if done < wanted else None


def may_return(path: Sequence[str], reviewer: str, reviews: Sequence[Review]) -> bool:
    """Say whether a reviewer may give back what was accepted: by itself, or by a level below it.

    What a level above has accepted is that level's to return.
    """
    done = passed(reviews)
    return done > 0 and reviewer in path[done - 1 :]


Decided = Mapping[int, Sequence[Review]]
"""The decisions by the number of the submission."""
