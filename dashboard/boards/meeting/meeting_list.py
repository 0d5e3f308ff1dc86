"""The meetings of a place, and opening the next one."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st

from dashboard import data, office
from dashboard.components import (
    address,
    controls,
    form_fields,
    kept_note,
    signal_table,
)
from dashboard.components.form_fields import Form
from metrics.access.permissions import Action
from metrics.dispatch.meeting import Meeting, latest, next_meeting
from metrics.scope import Scope
from metrics.views.dispatch import meeting_tables
from metrics.views.parts import numbers

_NAME = "opening"
OPENING = (
    "召开会议时，所选数据截止日期的数据即行冻结，议程按规则自动生成："
    "上次承诺、本期变化、红灯项目、排名靠后地区、资金支付、其他议题。"
)


def enter(scope: Scope) -> None:
    """Offer the way into the meeting that is open, to whom it is for."""
    if not data.sees(scope.place):
        return
    one = _open_one(office.list_meetings(place=scope.place))
    if one is not None:
        if st.button("进入会议", type="primary", icon=":material/co_present:", key="enter"):
            address.go(meeting=str(one.id), slide=None)
        st.caption(f"{one.held_on}的会议正在进行，结束后才能召开下一次会议。", width="content")


def _open_one(meetings: Sequence[Meeting]) -> Meeting | None:
    return next((each for each in meetings if each.closed_at is None), None)


def show(scope: Scope) -> None:
    """Draw the list and, where none is open, the form that opens the next."""
    meetings = office.list_meetings(place=scope.place)
    if not data.sees(scope.place):
        kept_note.show(scope.place)
        _past(meetings)
        return
    standing, last = _open_one(meetings), latest(meetings)
    if standing is not None:
        form_fields.tell(_NAME, of=scope.place)
    may = data.may_for(Action.HOLD_MEETING, scope.place)
    if (may and standing is None) or form_fields.was_sent(_NAME):
        _opening(scope, last=last.held_on if last else None, over=standing is not None)
    _past(meetings)


def _past(meetings: Sequence[Meeting]) -> None:
    if meetings:
        if _open_one(meetings) is None:
            st.header("历次会议")
        picked = signal_table.show(
            meeting_tables.held(meetings), key="meetings", select="row", link="held_on", height=420,
        )  # fmt: skip
        if picked:
            address.go(meeting=picked.key, slide=None)


def _opening(scope: Scope, *, last: date | None, over: bool) -> None:
    st.header("召开会议")
    st.caption(OPENING)
    if last is None:
        st.info("本地区还没有开过调度会。填好日期，召开第一次会议。")
    with form_fields.form(_NAME, of=scope.place, border=True) as form:
        wanted = _fields(scope, last, form)
        form.button("召开会议")
    form.keep(
        lambda: _opened(scope, wanted, number=form.number),
        words=lambda opened: f"已召开{opened.held_on}的会议。",
        over=over,
        then=lambda opened: address.go(meeting=str(opened.id), slide=None),
    )


class _Wanted(NamedTuple):
    held_on: date
    data_date: date
    topics: list[str]


def _opened(scope: Scope, wanted: _Wanted, *, number: str) -> Meeting:
    with st.spinner("正在冻结数据、生成议程……"):
        return office.open_meeting(
            place=scope.place, held_on=wanted.held_on, data_date=wanted.data_date,
            year=scope.year, rules=scope.rules, topics=wanted.topics, form=number,
        )  # fmt: skip


def _fields(scope: Scope, last: date | None, form: Form) -> _Wanted:
    left, right = st.columns(2)
    with left:
        held_on = controls.deadline(
            "会议日期", default=_next_day(scope, last), key=form.field("held_on")
        )
    with right:
        days = data.dates(scope.place)
        data_date = controls.select(
            "数据截止日期", days, default=scope.as_of, text=numbers.day,
            key=form.field("data_date"),
        )  # fmt: skip
    topics = st.text_area(
        "其他议题（每行一项，可不填）", key=form.field("topics"), height=92, max_chars=2000
    )
    return _Wanted(held_on, data_date, [t for t in topics.splitlines() if t.strip()])


def _next_day(scope: Scope, last: date | None) -> date:
    """Return the next meeting's day by the place's own rhythm: after the data, and the last one."""
    after = scope.as_of if last is None else max(scope.as_of, last)
    return next_meeting(data.rules_of(scope), after=after)
