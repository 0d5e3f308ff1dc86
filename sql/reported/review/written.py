"""The decisions on submissions as they are written down: read again, all or as known at a moment."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import UTC, datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from metrics.access.actor import Actor
from metrics.records.findings import CellError, warnings_as_json
from metrics.reporting.review.decisions import Decision, Review
from sql.database.moments import following, written
from sql.models import REVIEWS, SUBMISSIONS

_COLUMNS = [REVIEWS.c[each.name] for each in fields(Review)]


def reviews(
    session: Session,
    *,
    submissions: Collection[int] | None = None,
    known_at: datetime | None = None,
) -> list[Review]:
    """Return the decisions on some submissions (null: on all), as known at a moment, the first first."""
    query = select(*_COLUMNS).order_by(REVIEWS.c.id)
    if submissions is not None:
        query = query.where(REVIEWS.c.submission.in_(submissions))
    if known_at is not None:
        query = query.where(REVIEWS.c.at <= written(known_at))
    return [Review(**row) for row in session.execute(query).mappings()]


def newest_review(session: Session) -> int:
    """Return the number of the last decision, 0 if there is none."""
    return int(session.scalar(select(func.coalesce(func.max(REVIEWS.c.id), 0))) or 0)


def last_decision(session: Session, submission: int) -> str | None:
    """Return what was decided last on a submission; null before the first decision."""
    r = REVIEWS.c
    query = select(r.decision).where(r.submission == submission)
    return session.scalar(query.order_by(r.id.desc()).limit(1))


def last_moment(session: Session) -> str | None:
    """Return the moment of what was accepted or decided last; null before the first."""
    s, r = SUBMISSIONS.c, REVIEWS.c
    moments = (
        session.scalar(select(func.max(s.accepted_at))),
        session.scalar(select(r.at).order_by(r.id.desc()).limit(1)),
    )
    return max((moment for moment in moments if moment is not None), default=None)


def write(
    session: Session, *, submission: int, reviewer: str, decision: Decision, reason: str, step: int,
    steps: int, who: Actor, cells: Sequence[CellError] = (), at: datetime | None = None,
    form: str | None = None,
) -> int:  # fmt: skip
    """Add the row of a decision; whoever calls has made sure that it may be."""
    row = insert(REVIEWS).values(
        submission=submission, reviewer=reviewer, step=step, steps=steps, decision=decision,
        reason=reason, cells=warnings_as_json(cells) if cells else None, account=who.account,
        at=following(at or datetime.now(UTC), last=last_moment(session)), by=who.signs, form=form,
    )  # fmt: skip
    return int(session.execute(row.returning(REVIEWS.c.id)).scalar_one())
