"""The data date that a place opens with: the newest that enough of its units have reached."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from metrics.packs.default_date import opening
from metrics.records.regions import default_place, within
from sql.models import SUBMISSIONS
from sql.reported.history import newest_data_date, records


def opening_date(session: Session) -> date:
    """Return the data date to report on when none is named, of the place that is meant then.

    Raises:
        NothingReported: if there is no submission at all.
        UnknownChoice: if several places could be meant.
    """
    last = newest_data_date(session)
    regions = records(session, sheet="regions", as_of=last)
    owners = records(session, sheet="projects", as_of=last)["region"].unique()
    place = default_place(regions, owners)
    s = SUBMISSIONS.c
    sent = session.execute(select(s.unit, func.max(s.data_date)).group_by(s.unit)).all()
    inside = set(within(regions, place)["region"])
    newest = {unit: day for unit, day in sent if unit in inside}
    return opening(newest, place=place) if newest else last
