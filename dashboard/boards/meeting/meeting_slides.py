"""One meeting page by page: what is shown, and what can be written down at each page."""

from collections.abc import Sequence

import streamlit as st

from dashboard import data, office
from dashboard.boards.meeting import (
    meeting_end,
    note_form,
    presentation,
    promise_actions,
    promise_form,
    show_link,
)
from dashboard.components import signal_table, standing_note
from dashboard.components.orders import order_offer
from dashboard.components.plain_text import escaped
from metrics.access.permissions import Action
from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import PROMISES, Item, PromisesItem, RedItem
from metrics.dispatch.meeting import Meeting, comparable, latest
from metrics.records.invented import demo_mark
from metrics.views.dispatch import meeting_slides, meeting_tables, order_causes
from metrics.views.dispatch.slide import Slide
from metrics.views.parts import wording

COVER, LAST = "cover", "last"
NOTHING = "截至该日没有可自动列入议程的事项，可在末页记录临时议题。"
LARGE = 8
"""So many rows of a single table fit in large type."""


def show(meeting: Meeting) -> None:
    """Draw the page that the address names."""
    agenda, names = office.agenda_of(meeting.id), data.unit_names()
    shown = (
        _cover(meeting, agenda, names),
        *meeting_slides.slides(agenda, names),
        Slide(key=None, part=LAST, region=None, title="会议小结"),
    )
    number = presentation.place(len(shown))
    slide = shown[number - 1]
    presentation.style()
    with st.container(horizontal=True, key="turning", vertical_alignment="center", gap="small"):
        presentation.turn(number, pages=len(shown))
        if meeting.closed_at is None and data.may_for(Action.HOLD_MEETING, meeting.place):
            _actions(meeting, agenda, slide, names)
            show_link.offer(meeting)
        _stamp(meeting)
    st.title(escaped(slide.title), anchor=False)
    _body(slide, meeting)
    if slide.part == COVER:
        standing_note.of_reports(meeting.scope)
    if slide.part == LAST and data.may_for(Action.HOLD_MEETING, meeting.place):
        meeting_end.show(meeting)
    presentation.answer_remote(number, pages=len(shown))


def _cover(meeting: Meeting, agenda: Agenda, names: dict[str, str]) -> Slide:
    title = f"{names.get(meeting.place, meeting.place)}{wording.MEETING}"
    lines = (
        f"会议日期：{meeting.held_on}　　数据截止日期：{meeting.data_date}（会议期间数据不变）",
        *_void(meeting),
        *_beside_the_last(meeting),
        *_came_late(meeting, names),
        *(f"{n}．{words}" for n, words in enumerate(meeting_slides.outline(agenda), 1)),
        *(() if agenda.items else (NOTHING,)),
    )
    return Slide(key=None, part=COVER, region=None, title=title, tables=(), words=lines)


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


def _void(meeting: Meeting) -> tuple[str, ...]:
    state = meeting_tables.state(meeting.voided, over=True)
    return () if meeting.voided is None else (f"本次会议{state}。",)


def _came_late(meeting: Meeting, names: dict[str, str]) -> tuple[str, ...]:
    """Say once what came in after the freezing."""
    words = meeting_tables.late_words(office.late_reports_of(meeting.id), names)
    return (words,) if words else ()


def _stamp(meeting: Meeting) -> None:
    mark = demo_mark(meeting.place) if presentation.on() else None
    over = bool(meeting.closed_at)
    state = f"　{meeting_tables.state(meeting.voided and '', over=over)}" if over else ""
    held = "" if presentation.on() else f"{meeting.held_on}　"
    st.caption(f"{held}数据截至{meeting.data_date}{state}", width="content")
    if mark:
        st.badge(mark, color="orange")


def _body(slide: Slide, meeting: Meeting) -> None:
    _lines(slide.lead, key="lead")
    for place, table in enumerate(slide.tables):
        signal_table.show(
            table,
            key=f"slide:{place}",
            dense=len(table.lines) > 9,
            large=len(slide.tables) == 1 and len(table.lines) <= LARGE,
        )
    judged = f"状态按会议日期{meeting.held_on}判定。"
    words = (*slide.words, *((judged,) if slide.part == PROMISES else ()))
    _lines(words, key="words" if slide.tables else "big")


def _lines(words: Sequence[str], *, key: str) -> None:
    if words:
        with st.container(key=key):
            for line in words:
                st.markdown(escaped(line))


def _actions(meeting: Meeting, agenda: Agenda, slide: Slide, names: dict[str, str]) -> None:
    item = next((each for each in agenda.items if each.key == slide.key), None)
    promise_form.show(meeting, _choice(meeting, agenda, item, names), item=slide.key)
    if item is None:
        return
    if isinstance(item, PromisesItem):
        promise_actions.show(meeting, item.rows)
    _item_actions(meeting, item, names)


def _item_actions(meeting: Meeting, item: Item, names: dict[str, str]) -> None:
    note_form.show(meeting, item=item.key)
    causes = order_causes.at_item(item, office.rules_of(meeting), names)
    order_offer.show_several(
        meeting.scope, causes, key=f"order:{meeting.id}:{item.key}", meeting=meeting.id,
        day=meeting.held_on,
    )  # fmt: skip


def _choice(
    meeting: Meeting, agenda: Agenda, item: Item | None, names: dict[str, str]
) -> promise_form.Choice:
    codes = {meeting.place, *agenda.regions}
    regions = {code: names.get(code, code) for code in sorted(codes)}
    rows = item.rows if isinstance(item, RedItem) else ()
    projects = {row["project"]: row["name"] for row in rows}
    return promise_form.Choice(regions, item.region if item else None, projects)
