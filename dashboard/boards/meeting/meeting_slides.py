"""One meeting page by page: what is shown, and what can be written down at each page."""

import streamlit as st

from dashboard import data, office
from dashboard.boards.meeting import (
    copied_slide,
    meeting_cover,
    meeting_end,
    note_form,
    presentation,
    promise_actions,
    promise_form,
    show_link,
    slide_body,
)
from dashboard.components import choices, pages, standing_note
from dashboard.components.orders import order_offer
from metrics.access.permissions import Action
from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import Item, PromisesItem, RedItem
from metrics.dispatch.meeting import Meeting
from metrics.records.invented import demo_mark
from metrics.views.dispatch import meeting_slides, meeting_tables, order_causes
from metrics.views.dispatch.slide import COVER, LAST, Slide

WHY = "名次为何变化"
SUMMARY = Slide(key=None, part=LAST, region=None, title="会议小结")


def show(meeting: Meeting) -> None:
    """Draw the page that the address names."""
    agenda, names = office.agenda_of(meeting.id), data.unit_names()
    shown = (
        meeting_cover.slide(meeting, agenda, names),
        *meeting_slides.slides(agenda, names),
        SUMMARY,
    )
    number = presentation.place(len(shown))
    slide = shown[number - 1]
    presentation.style()
    outcomes = _bar(meeting, agenda, slide, number=number, most=len(shown))
    if presentation.on():
        with st.container(horizontal=True, key="stamp", vertical_alignment="center"):
            _stamp(meeting, number, most=len(shown))
    slide_body.show(slide, meeting, outcomes)
    _beside(slide, meeting)
    presentation.answer_remote(number, pages=len(shown))


def _bar(
    meeting: Meeting, agenda: Agenda, slide: Slide, *, number: int, most: int
) -> tuple[str, ...]:
    """Draw the row of buttons; return what was written down at the page."""
    with st.container(horizontal=True, key="turning", vertical_alignment="center", gap="small"):
        presentation.turn(number, pages=most)
        if meeting.closed_at is None and data.may_for(Action.HOLD_MEETING, meeting.place):
            _actions(meeting, agenda, slide, data.unit_names())
            show_link.offer(meeting)
        outcomes = slide_body.outcomes(slide, meeting)
        if slide.part != LAST:
            copied_slide.offer(slide, meeting, outcomes)
        if not presentation.on():
            _why(slide, meeting)
            _stamp(meeting, number, most=most)
    return outcomes


def _why(slide: Slide, meeting: Meeting) -> None:
    """Lead from a region's page to why its score and rank moved, as known now."""
    if slide.region is not None and slide.region != meeting.place:
        steps = {**choices.carried(meeting.scope), "part": "moves", "region": slide.region}
        pages.link("changes", label=WHY, icon=":material/help:", query_params=steps)


def _beside(slide: Slide, meeting: Meeting) -> None:
    """Draw what goes with the first page on a desk, and with the last."""
    if slide.part == COVER and not presentation.on():
        standing_note.of_reports(meeting.scope)
    if slide.part == LAST and data.may_for(Action.HOLD_MEETING, meeting.place):
        meeting_end.show(meeting)


def _stamp(meeting: Meeting, number: int, *, most: int) -> None:
    st.markdown(f"**{number}/{most}**", width="content")
    mark = demo_mark(meeting.place) if presentation.on() else None
    over = bool(meeting.closed_at)
    state = f"　{meeting_tables.state(meeting.voided and '', over=over)}" if over else ""
    held = "" if presentation.on() else f"{meeting.held_on}　"
    st.caption(f"{held}数据截至{meeting.data_date}{state}", width="content")
    if mark:
        st.badge(mark, color="orange")


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
