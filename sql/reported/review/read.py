"""How every submission stands in review (审核), read in one session."""

from collections.abc import Callable, Sequence
from datetime import date

import polars as pl
from sqlalchemy.orm import Session

from metrics.packs.pack import pack_for_place
from metrics.packs.review_levels import levels
from metrics.records.reports import Submission
from metrics.reporting.review.decisions import by_submission
from metrics.reporting.review.standing import Reviewed, reviewed
from metrics.reporting.rule_keys import REVIEW_DAYS
from sql.database import beijing
from sql.reported import history
from sql.reported.review.written import reviews


def standing(
    session: Session,
    *,
    submissions: Sequence[Submission] | None = None,
    regions: pl.DataFrame | None = None,
) -> list[Reviewed]:
    """Return how the submissions stand that are reviewed, last accepted first; none where no rule asks.

    `submissions` are all there are, and `regions` the divisions in force today (null: they are read).
    """
    asked = levels()
    if asked is None:
        return []
    listed = history.submissions(session) if submissions is None else submissions
    if regions is None:
        regions = history.records(session, sheet="regions", as_of=_last_day(listed))
    decided = by_submission(reviews(session))
    return reviewed(listed, decided, regions, levels=asked, days=_days())


def _last_day(listed: Sequence[Submission]) -> date:
    return max([beijing.today(), *(each.data_date for each in listed)])


def _days() -> Callable[[str, date], int]:
    """Tell how many working days each level has for what a unit reports, by the day of the rule."""
    packs = {}

    def of_unit(unit: str, day: date) -> int:
        if unit not in packs:
            packs[unit] = pack_for_place(unit)
        return int(packs[unit].value(REVIEW_DAYS, day) or 0)

    return of_unit
