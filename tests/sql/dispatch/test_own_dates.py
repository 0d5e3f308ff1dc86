"""Own dates in the office's calendar: the office's for all, a person's for himself; taken off, never changed."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.dispatch.calendar_file import OWN
from metrics.packs.pack import load_pack
from sql.database.engine import session_scope
from sql.dispatch import office_calendar
from sql.dispatch.journal import EntryRefused
from sql.models.log import LOG
from tests.sql.access.acting_people import AUDITOR, CHIEF, CITY_OFFICER, PROVINCE
from tests.sql.dispatch.test_meetings import JUNE, report, within

DAY = date(2024, 7, 10)
RULES = load_pack("national").on(DAY)


def titles() -> list[str]:
    """Return the own dates of the day, as who acts sees them."""
    with session_scope() as session:
        listed = office_calendar.entries(session, place=PROVINCE, start=DAY, end=DAY, rules=RULES)
    return [f"{one.title}{one.venue}" for one in listed if one.kind == OWN]


def enter(title: str, *, for_office: bool, venue: str = "", form: str | None = None) -> int:
    return within(
        office_calendar.enter, place=PROVINCE, day=DAY, title=title, venue=venue,
        for_office=for_office, form=form,
    )  # fmt: skip


def test_own_dates_are_seen_by_whom_they_are_for(database: str):
    report(JUNE)
    with acting.using(CHIEF):
        enter("现场观摩", venue="甲县", for_office=True)
        own = enter("写材料", for_office=False, form="one")
        assert enter("写材料", for_office=False, form="one") == own
        assert titles() == ["写材料", "现场观摩甲县"]
    with acting.using(replace(CITY_OFFICER, account=99)):
        assert titles() == []
    with acting.using(CHIEF):
        within(office_calendar.remove, entry=own)
        assert titles() == ["现场观摩甲县"]
        with pytest.raises(EntryRefused, match="已经不在日历中"):
            within(office_calendar.remove, entry=own)
        with pytest.raises(EntryRefused, match="“事项”不能为空"):
            enter(" ", for_office=False)


def test_the_log_does_not_tell_a_private_date_and_who_only_reads_enters_none(sqlite_database: str):
    report(JUNE)
    with acting.using(CHIEF):
        within(office_calendar.remove, entry=enter("写材料", for_office=False))
        enter("现场观摩", for_office=True)
    with acting.using(AUDITOR), pytest.raises(NotAllowed):
        enter("写材料", for_office=False)
    with session_scope() as session:
        logged = str(session.execute(select(LOG)).all())
    assert "现场观摩" in logged
    assert "本人日程" in logged
    assert "写材料" not in logged
