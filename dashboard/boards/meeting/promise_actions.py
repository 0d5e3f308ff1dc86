"""Writing down how a promise got on: kept, getting on, carried to a later day, or withdrawn."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from dashboard import office
from dashboard.components import controls, form_fields, signature
from dashboard.components.plain_text import escaped
from metrics.dispatch.agenda_items import PromiseRow
from metrics.dispatch.meeting import Meeting, next_meeting

KEPT, UNDERWAY, CARRIED, WITHDRAWN = STEPS = ("兑现销号", "登记进展", "结转延期", "撤销承诺")
PLAIN: Mapping[str, Callable[..., None]] = {
    KEPT: office.keep_promise,
    UNDERWAY: office.reply_to_promise,
    WITHDRAWN: office.withdraw_promise,
}


class _Typed(NamedTuple):
    promise: int
    step: str
    on: date
    later: date
    words: str
    by: str


def show(meeting: Meeting, rows: Sequence[PromiseRow]) -> None:
    """Offer the form for the promises of this page that are still open."""
    waiting = {row["id"]: f"CN-{row['id']} {row['who']}：{row['what']}" for row in rows
               if row["ended_on"] is None}  # fmt: skip
    if not waiting:
        return
    key = f"heard:{meeting.id}"
    with st.popover("登记兑现情况", icon=":material/fact_check:", key=f"{key}:open"):
        slot = st.container()
        typed = _form(meeting, waiting, key=key)
        if typed and _stored(meeting, typed):
            words = f"已登记CN-{typed.promise}：{typed.step}，{escaped(typed.words)}。"
            slot.success(f"{words}下次会议按新状态列示。")
            st.toast(words, icon=":material/check:")


def _form(meeting: Meeting, waiting: Mapping[int, str], *, key: str) -> _Typed | None:
    with st.form(key, border=False):
        promise = controls.select(
            "承诺", tuple(waiting), text=waiting.__getitem__, key=f"{key}:promise",
            default=next(iter(waiting)),
        )  # fmt: skip
        step = controls.radio("办理结果", STEPS, horizontal=True, key=f"{key}:step")
        words = st.text_area("办理情况", key=f"{key}:words", height=68, max_chars=500)
        coming = next_meeting(office.rules_of(meeting), after=meeting.held_on)
        left, right = st.columns(2)
        with left:
            on = controls.day("登记日期", default=meeting.held_on, key=f"{key}:on")
        with right:
            later = controls.deadline(
                "结转后的时限", default=coming, key=f"{key}:later", help="只在结转延期时使用。"
            )
        by = signature.field(key=key)
        sent = st.form_submit_button("登记", type="primary", key=f"{key}:send")
    return (
        _Typed(promise=promise, step=step, on=on, later=later, words=words, by=by) if sent else None
    )


def _stored(meeting: Meeting, typed: _Typed) -> bool:
    entry: dict[str, Any] = {
        "promise": typed.promise, "on": typed.on, "words": typed.words, "by": typed.by,
    }  # fmt: skip
    with form_fields.attempt(by=typed.by) as tried:
        if typed.step == CARRIED:
            office.carry_promise(**entry, due_on=typed.later, meeting=meeting.id)
        else:
            PLAIN[typed.step](**entry)
    return tried.done
