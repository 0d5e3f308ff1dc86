"""Writing down a promise (承诺) at a page of the meeting: who, what, by when."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import streamlit as st

from dashboard import office
from dashboard.components import controls, form_fields
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.dispatch.meeting import Meeting, next_meeting
from metrics.dispatch.standing import promise_number

NONE = ""


class Choice(NamedTuple):
    """What a promise can be about here: regions and projects by code."""

    regions: Mapping[str, str]
    region: str | None
    projects: Mapping[str, str]


def show(meeting: Meeting, choice: Choice, *, item: str | None) -> None:
    """Offer the form behind a button, and say what was kept."""
    name = f"promise:{meeting.id}:{item}"
    with st.popover("记录承诺", icon=":material/handshake:", key=f"{name}:open"):
        with form_fields.form(name) as form:
            typed = _fields(meeting, choice, form)
            form.button("记入承诺")
        form.keep(
            lambda: _kept(meeting, typed, item=item, number=form.number),
            words=lambda number: (
                f"已记入承诺{promise_number(number)}：{escaped(typed.who)}：{escaped(typed.what)}，"
                f"{typed.due_on}前。"
            ),
        )


class _Typed(NamedTuple):
    region: str | None
    project: str | None
    who: str
    what: str
    due_on: date


def _fields(meeting: Meeting, choice: Choice, form: Form) -> _Typed:
    region, project = _about(choice, form)
    who = st.text_input("承诺人（单位和姓名）", key=form.field("who"), max_chars=100)
    what = st.text_area("承诺事项", key=form.field("what"), height=68, max_chars=500)
    coming = next_meeting(office.rules_of(meeting), after=meeting.held_on)
    due_on = controls.deadline("完成时限", default=coming, key=form.field("due"))
    return _Typed(region=region, project=project, who=who, what=what, due_on=due_on)


def _about(choice: Choice, form: Form) -> tuple[str | None, str | None]:
    """Ask what the promise is about; for a project only where there are any."""
    if not choice.projects:
        return _region(choice, form), None
    left, right = st.columns(2)
    with left:
        region = _region(choice, form)
    with right:
        project = _project(choice, form)
    return region, project or None


def _region(choice: Choice, form: Form) -> str | None:
    return controls.select(
        "地区", tuple(choice.regions), text=choice.regions.__getitem__, key=form.field("region"),
        default=choice.region if choice.region in choice.regions else None, searched=True,
        placeholder="选择地区",
    )  # fmt: skip


def _project(choice: Choice, form: Form) -> str:
    names = {NONE: "不针对单个项目", **choice.projects}
    return controls.select(
        "项目", tuple(names), text=names.__getitem__, key=form.field("project"), default=NONE
    )


def _kept(meeting: Meeting, typed: _Typed, *, item: str | None, number: str) -> int:
    return office.make_promise(
        meeting=meeting.id, region=typed.region or "", who=typed.who, what=typed.what,
        due_on=typed.due_on, project=typed.project, item=item, form=number,
    )  # fmt: skip
