"""Writing down how a promise got on: kept, getting on, carried to a later day, or withdrawn."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from dashboard import office
from dashboard.components import controls, form_fields
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.dispatch.agenda_items import PromiseRow
from metrics.dispatch.meeting import Meeting, next_meeting
from metrics.dispatch.standing import promise_number

KEPT, UNDERWAY, CARRIED, WITHDRAWN = STEPS = ("兑现销号", "登记进展", "结转延期", "撤销承诺")
PLAIN: Mapping[str, Callable[..., None]] = {
    KEPT: office.keep_promise,
    UNDERWAY: office.reply_to_promise,
    WITHDRAWN: office.withdraw_promise,
}


class _Typed(NamedTuple):
    step: str
    words: str
    on: date
    later: date | None


def show(meeting: Meeting, rows: Sequence[PromiseRow]) -> None:
    """Offer the form for the promises of this page that are still open."""
    name = f"heard:{meeting.id}"
    waiting = {row["id"]: f"{promise_number(row['id'])} {row['who']}：{row['what']}" for row in rows
               if row["ended_on"] is None}  # fmt: skip
    if not waiting:
        return
    with st.popover("登记兑现情况", icon=":material/fact_check:", key=f"{name}:open"):
        # Outside the form, so that only what the step needs is asked for.
        promise = controls.select(
            "承诺", tuple(waiting), text=waiting.__getitem__, key=f"{name}:promise",
            default=next(iter(waiting)),
        )  # fmt: skip
        step = controls.radio("办理结果", STEPS, horizontal=True, key=f"{name}:step")
        with form_fields.form(name) as form:
            typed = _fields(meeting, step, form)
            form.button("登记")
        done = f"已登记{promise_number(promise)}：{step}，{escaped(typed.words)}。"
        form.keep(
            lambda: _kept(meeting, promise, typed, number=form.number),
            words=lambda _: f"{done}下次会议按新状态列示。"
        )  # fmt: skip


def _fields(meeting: Meeting, step: str, form: Form) -> _Typed:
    words = st.text_area("办理情况", key=form.field("words"), height=68, max_chars=500)
    later = None
    left, right = st.columns(2)
    with left:
        on = controls.day("登记日期", default=meeting.held_on, key=form.field("on"))
    if step == CARRIED:
        with right:
            coming = next_meeting(office.rules_of(meeting), after=meeting.held_on)
            later = controls.deadline("结转后的时限", default=coming, key=form.field("later"))
    return _Typed(step=step, words=words, on=on, later=later)


def _kept(meeting: Meeting, promise: int, typed: _Typed, *, number: str) -> None:
    entry: dict[str, Any] = {
        "promise": promise, "on": typed.on, "words": typed.words, "form": number,
    }  # fmt: skip
    if typed.later is not None:
        office.carry_promise(**entry, due_on=typed.later, meeting=meeting.id)
    else:
        PLAIN[typed.step](**entry)
