"""Which meeting (调度会) rests on a submission: it was known when the meeting opened, and counted in it.

On a meeting that is void (作废) nothing rests.
"""

from sqlalchemy import ColumnElement, RowMapping, exists, select
from sqlalchemy.orm import Session

from metrics.dispatch.meeting import VOIDED
from metrics.records.regions import circles, lineage, within
from metrics.records.reports import Submission
from sql.database.moments import read
from sql.models.dispatch import MEETING_ENTRIES, MEETINGS
from sql.reported.history import division_names, divisions
from sql.reported.review.cut import cut_known


def resting(session: Session, submission: Submission) -> str:
    """Name the first meeting that rests on a submission; empty if none does.

    A meeting rests on what it saw of all of its province, with which its place is compared, and of
    the units above its place, which report for it.
    """
    m = MEETINGS.c
    query = select(m.place, m.held_on, m.data_date, m.known_at).where(
        m.data_date >= submission.data_date, m.submission >= submission.id, meeting_stands()
    )
    for meeting in session.execute(query.order_by(m.id)).mappings():
        if _counted(session, meeting, submission) and submission.unit in _heard(session, meeting):
            place = division_names(session).get(meeting["place"], meeting["place"])
            return f"{place}{meeting['held_on']}的调度会（数据截止日期{meeting['data_date']}）"
    return ""


def meeting_stands() -> ColumnElement[bool]:
    """Say of a meeting that it is not void."""
    e = MEETING_ENTRIES.c
    return ~exists().where(e.meeting == MEETINGS.c.id, e.kind == VOIDED)


def _counted(session: Session, meeting: RowMapping, submission: Submission) -> bool:
    """Say whether a submission counted already (审核) when a meeting opened."""
    cut = cut_known(session, read(meeting["known_at"]))
    one = submission
    return cut is None or cut.counts(one.id, one.unit, one.data_date, one.accepted_at)


def _heard(session: Session, meeting: RowMapping) -> set[str]:
    """Return the units that a meeting has heard: those of its circle, and those above its place."""
    regions = divisions(session, as_of=meeting["data_date"], known_at=read(meeting["known_at"]))
    place = meeting["place"]
    circle = next(circles(regions, place), place)
    above = lineage(regions).filter(region=place)["ancestor"]
    return {place, *within(regions, circle)["region"], *above}
