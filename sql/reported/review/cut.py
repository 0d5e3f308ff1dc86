"""The cut that review (审核) makes: each unit's line ends at its newest submission that counts.

The rows of a submission are differences from the one before it, so that a reading never leaves one out of
the middle. How many levels must have accepted is a dated rule, by the data date of the submission or the
day on which it came, whichever is later (`decisions.rule_day`); where no rule asks for any, nothing is cut
and nothing is read.
"""

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.packs.review_levels import Levels, levels
from metrics.records.reports import ADJUSTED, DIVISIONS
from metrics.reporting.review.decisions import REVIEWING, Decided, by_submission, counts, rule_day
from sql.models import HISTORIES, SUBMISSIONS
from sql.reported.review.written import reviews
from sql.reported.statements import newest_known, stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What has to be accepted, and what was decided, as known at a moment.

    `reviewed` are the units that have a reviewer: what any other reports, such as the province, counts at
    once. So does what no unit reported (`unreported`).
    """

    levels: Levels
    decided: Decided
    reviewed: frozenset[str]
    unreported: frozenset[int]

    def counts(self, submission: int, unit: str, data_date: date, accepted_at: str) -> bool:
        """Say whether a submission of a unit for a data date, accepted at a moment (UTC text), counts."""
        if unit not in self.reviewed or submission in self.unreported:
            return True
        asked = self.levels(unit, rule_day(data_date, accepted_at))
        return counts(self.decided.get(submission, ()), levels=asked)

    def counting(self, line: pl.DataFrame) -> pl.Series:
        """Say of each submission in line (`sql.reported.statements.line`) whether it counts."""
        rows = line.select("submission", "unit", "data_date", "accepted_at").iter_rows()
        return pl.Series("counts", [self.counts(*row) for row in rows], dtype=pl.Boolean)

    def ended(self, line: pl.DataFrame) -> pl.DataFrame:
        """End each unit's line at its newest submission that counts; a unit without one is not in it."""
        counting = line.filter(self.counting(line))
        last = counting.group_by("unit").agg(last=pl.col("place").max())
        kept = line.join(last, on="unit", maintain_order="left")
        kept = kept.filter(pl.col("place") <= pl.col("last"))
        return kept.with_columns(newest=pl.col("last")).select(line.columns)


def cut_known(session: Session, known_at: datetime | None = None) -> Cut | None:
    """Return the cut as known at a moment (null: now); null where no rule asks for review."""
    asked = levels()
    if asked is None:
        return None
    newest = newest_known(session, known_at)
    s = SUBMISSIONS.c
    unreported = select(s.id).where(s.kind.in_((DIVISIONS, ADJUSTED)))
    return Cut(
        levels=asked,
        decided=by_submission(reviews(session, known_at=known_at)),
        reviewed=_reviewed(session, newest),
        unreported=frozenset(session.scalars(unreported)),
    )


def uncounted(session: Session, known_at: datetime | None = None) -> frozenset[int]:
    """Return the submissions that stand and do not count, as known at a moment (null: now)."""
    cut = cut_known(session, known_at)
    if cut is None:
        return frozenset()
    s = SUBMISSIONS.c
    standing = select(s.id, s.unit, s.data_date, s.accepted_at)
    rows = session.execute(standing.where(stands(newest_known(session, known_at))))
    return frozenset(row.id for row in rows if not cut.counts(*row))


def _reviewed(session: Session, newest: int) -> frozenset[str]:
    """Return the divisions that 区划 has ever put below a city or a province."""
    regions = HISTORIES["regions"].c
    query = (
        select(regions.region, regions.parent, regions.level)
        .join_from(SUBMISSIONS, HISTORIES["regions"], regions.submission == SUBMISSIONS.c.id)
        .where(stands(newest), ~regions.gone)
        .distinct()
    )
    rows = session.execute(query).all()
    reviewing = {row.region for row in rows if row.level in REVIEWING}
    return frozenset(row.region for row in rows if row.parent in reviewing)
