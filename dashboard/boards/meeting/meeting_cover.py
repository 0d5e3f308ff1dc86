"""The first page of a meeting: its days, what it is compared with, what came late, and its agenda."""

from dashboard import office
from metrics.dispatch.agenda import Agenda
from metrics.dispatch.meeting import Meeting, comparable, latest
from metrics.views.dispatch import meeting_slides, meeting_tables
from metrics.views.dispatch.slide import COVER, Names, Slide
from metrics.views.parts import wording

NOTHING = "截至该日没有可自动列入议程的事项，可在末页记录临时议题。"


def slide(meeting: Meeting, agenda: Agenda, names: Names) -> Slide:
    """Return it."""
    lines = (
        f"会议日期：{meeting.held_on}　　数据截止日期：{meeting.data_date}（会议期间数据不变）",
        *_void(meeting),
        *_beside_the_last(meeting),
        *_came_late(meeting, names),
        *(f"{n}．{words}" for n, words in enumerate(meeting_slides.outline(agenda), 1)),
        *(() if agenda.items else (NOTHING,)),
    )
    title = f"{names.get(meeting.place, meeting.place)}{wording.MEETING}"
    return Slide(key=None, part=COVER, region=None, title=title, tables=(), words=lines)


def _void(meeting: Meeting) -> tuple[str, ...]:
    state = meeting_tables.state(meeting.voided, over=True)
    return () if meeting.voided is None else (f"本次会议{state}。",)


def _beside_the_last(meeting: Meeting) -> tuple[str, ...]:
    """Say why a meeting has nothing new to compare with the one before, where it has not."""
    before = latest(m for m in office.list_meetings(place=meeting.place) if m.id < meeting.id)
    if before is None:
        return ()
    last = f"上次会议（{before.held_on}）的数据截至{before.data_date}"
    if comparable(before, year=meeting.year, data_date=meeting.data_date):
        same = before.data_date == meeting.data_date
        return (f"{last}，与本次相同，变化只来自其后补报的数据。",) if same else ()
    if before.year != meeting.year:
        return (f"{last}，评价{before.year}年度计划，与本次年度不同，不作比较。",)
    return (f"{last}，晚于本次，不作比较。",)


def _came_late(meeting: Meeting, names: Names) -> tuple[str, ...]:
    """Say once what came in after the freezing."""
    words = meeting_tables.late_words(office.late_reports_of(meeting.id), names)
    return (words,) if words else ()
