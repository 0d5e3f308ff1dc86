"""Meetings and the calendar as tables: every line has the key by which the page opens it."""

from dataclasses import replace
from datetime import date

from metrics.dispatch.agenda import Agenda
from metrics.dispatch.calendar_file import CalendarEntry
from metrics.dispatch.meeting import MINUTES, NOTE, TOPIC, Meeting, MeetingEntry
from metrics.views.dispatch.calendar_tables import calendar_table
from metrics.views.dispatch.meeting_tables import held, written_down
from tests.reading_tables import lines_of, under


def meeting(number: int, closed_at: str | None, *, year: int = 2023) -> Meeting:
    day = date(year, 6, number)
    return Meeting(
        id=number, place="620000", held_on=day, data_date=day, year=2023, rules="national",
        submission=1, known_at="", at="2023-06-01T16:30:00Z", by="督导组", closed_at=closed_at,
    )  # fmt: skip


def entry(kind: str, text: str) -> MeetingEntry:
    return MeetingEntry(kind=kind, item=None, text=text, at="", by="督导组")


def test_meetings_are_counted_from_the_first_and_moments_are_told_in_beijing_time():
    table = held([meeting(9, None), meeting(2, "2023-06-02T09:00:00Z")])
    assert [line.key for line in table.lines] == ["9", "2"]
    assert [[cell.text for cell in row] for row in lines_of(table)] == [
        ["第2次", "2023-06-09", "2023-06-09", "2023", "进行中", "督导组", "2023-06-02 00:30", "—"],
        ["第1次", "2023-06-02", "2023-06-02", "2023", "已结束", "督导组", "2023-06-02 00:30",
         "2023-06-02 17:00"],
    ]  # fmt: skip


def test_meetings_are_counted_anew_every_year_as_their_minutes_count_them():
    table = held([meeting(9, None), meeting(2, None, year=2022), meeting(1, None, year=2022)])
    assert [cell.text for cell in under(table, "次")] == ["第1次", "第2次", "第1次"]


def test_a_void_meeting_has_no_number_and_says_why():
    table = held([meeting(9, None), replace(meeting(2, "2023-06-02T09:00:00Z"), voided="误开")])
    assert [cell.text for cell in under(table, "次")] == ["第1次", "—"]
    assert [cell.text for cell in under(table, "状态")] == ["进行中", "已作废：误开"]


def test_what_a_meeting_asked_for_is_listed_and_its_minutes_are_not():
    entries = [entry(NOTE, "限期开工"), entry(MINUTES, "纪要"), entry(TOPIC, "防汛")]
    table = written_down(entries, Agenda((), {}))
    assert [[cell.text for cell in row] for row in lines_of(table)] == [
        ["会议要求", "本次会议", "限期开工", "督导组"],
        ["临时议题", "本次会议", "防汛", "督导组"],
    ]


def test_the_calendar_tells_the_weekday():
    due = CalendarEntry(date(2023, 6, 30), "督办单到期", "order 3")
    table = calendar_table([due], title="2023年6月工作日历")
    assert table.title == "2023年6月工作日历"
    assert under(table, "星期")[0].text == "星期五"
    assert (table.lines[0].key, under(table, "说明")[0].text) == ("order 3", "—")
