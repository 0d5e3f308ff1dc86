"""Writing down a promise (承诺) at a page of the meeting: who, what, by when."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import streamlit as st

from dashboard import office
from dashboard.components import controls, form_fields, signature
from dashboard.components.plain_text import escaped
from metrics.dispatch.meeting import Meeting, next_meeting

NONE = ""


class Choice(NamedTuple):
    """What a promise can be about here: regions and projects by code."""

    regions: Mapping[str, str]
    region: str | None
    projects: Mapping[str, str]


class _Typed(NamedTuple):
    region: str | None
    project: str
    who: str
    what: str
    due_on: date
    by: str


def show(meeting: Meeting, choice: Choice, *, item: str | None) -> None:
    """Offer the form behind a button, and say what was kept."""
    name = f"promise:{meeting.id}:{item}"
    with st.popover("记录承诺", icon=":material/handshake:", key=f"{name}:open"):
        form_fields.tell(name, short="已记入承诺。")
        typed = _form(meeting, choice, key=form_fields.key(name))
        if typed:
            _keep(meeting, typed, item=item, name=name)


def _form(meeting: Meeting, choice: Choice, *, key: str) -> _Typed | None:
    with st.form(key, border=False):
        left, right = st.columns(2)
        with left:
            region = _region(choice, key)
        with right:
            project = _project(choice, key)
        who = st.text_input("承诺人（单位和姓名）", key=f"{key}:who", max_chars=100)
        what = st.text_area("承诺事项", key=f"{key}:what", height=68, max_chars=500)
        coming = next_meeting(office.rules_of(meeting), after=meeting.held_on)
        left, right = st.columns(2)
        with left:
            due_on = controls.deadline("完成时限", default=coming, key=f"{key}:due")
        with right:
            by = signature.field(key=key)
        sent = st.form_submit_button("记入承诺", type="primary", key=f"{key}:send")
    return (
        _Typed(region=region, project=project, who=who, what=what, due_on=due_on, by=by)
        if sent
        else None
    )


def _region(choice: Choice, key: str) -> str | None:
    return controls.select(
        "地区", tuple(choice.regions), text=choice.regions.__getitem__, key=f"{key}:region",
        default=choice.region if choice.region in choice.regions else None, searched=True,
        placeholder="选择地区",
    )  # fmt: skip


def _project(choice: Choice, key: str) -> str:
    names = {NONE: "不针对单个项目", **choice.projects}
    return controls.select(
        "项目", tuple(names), text=names.__getitem__, key=f"{key}:project", default=NONE
    )


def _keep(meeting: Meeting, typed: _Typed, *, item: str | None, name: str) -> None:
    if typed.region is None:
        st.warning("请选择地区。")
        return
    with form_fields.attempt(by=typed.by) as tried:
        number = office.make_promise(
            meeting=meeting.id, region=typed.region, who=typed.who, what=typed.what,
            due_on=typed.due_on, by=typed.by, project=typed.project or None, item=item,
        )  # fmt: skip
    if tried.done:
        words = f"{typed.who}：{typed.what}，{typed.due_on}前"
        form_fields.renew(name, words=f"已记入承诺CN-{number}：{escaped(words)}。")
