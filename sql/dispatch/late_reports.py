"""What came in after a meeting (调度会) had been frozen: in none of its figures, but said at it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.records.regions import within
from metrics.records.reports import ADJUSTED
from sql.dispatch.meetings import meeting
from sql.models import SUBMISSIONS
from sql.reported.history import divisions
from sql.reported.statements import stands


def after_freezing(session: Session, number: int) -> list[tuple[str, str]]:
    """Return units of a meeting's place with the moment (UTC text) at which each sent last, by code.

    They are those of which a submission for its data date, or an earlier one, was accepted after the
    meeting had opened and before it ended.
    """
    one, s = meeting(session, number), SUBMISSIONS.c
    query = select(s.unit, s.accepted_at).where(
        s.id > one.submission, s.data_date <= one.data_date, s.kind != ADJUSTED, stands()
    )
    if one.closed_at is not None:
        query = query.where(s.accepted_at <= one.closed_at)
    inside = {*within(divisions(session, as_of=date.max), one.place)["region"]}
    sent = session.execute(query.order_by(s.id))
    newest = {row.unit: row.accepted_at for row in sent}
    return sorted((unit, at) for unit, at in newest.items() if unit in inside)
