"""What can be written down for an open order: a reply, its closure, its withdrawal."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import streamlit as st

from dashboard import office
from dashboard.components import controls, form_fields, signature
from dashboard.components.plain_text import escaped
from metrics.views.parts import numbers


class Step(NamedTuple):
    """One thing that can be written down: its words, and whether it ends the order."""

    label: str
    icon: str
    field: str
    warning: str
    write: Callable[..., None]


STEPS = (
    Step("登记回复", "reply", "回复内容", "", office.reply_to_order),
    Step(
        "办结", "task_alt", "办结情况", "办结后不能再登记，请确认整改已经到位。", office.close_order
    ),
    Step(
        "撤销", "block", "撤销原因", "撤销后文号保留、不再使用，不能恢复。", office.withdraw_order
    ),
)


def say_stored(row: Mapping[str, Any]) -> None:
    """Say what was stored last, once."""
    for step in STEPS:
        form_fields.tell(_name(row, step))


def show(row: Mapping[str, Any]) -> None:
    """Draw a button for each step."""
    with st.container(horizontal=True, key="order_steps"):
        for step in STEPS:
            with st.popover(step.label, icon=f":material/{step.icon}:", key=f"{step.icon}:open"):
                _form(row, step)


def _form(row: Mapping[str, Any], step: Step) -> None:
    name = _name(row, step)
    key = form_fields.key(name)
    if step.warning:
        st.warning(step.warning)
    with st.form(key, border=False):
        words = st.text_area(step.field, key=f"{key}:words", max_chars=1000)
        day = max(row["issued_on"], office.today())
        on = controls.day("日期", key=f"{key}:on", default=day)
        by = signature.field(key=key)
        sent = st.form_submit_button(f"确认{step.label}", type="primary", key=f"{key}:send")
    if not sent:
        return
    with form_fields.attempt(by=by) as tried:
        step.write(order=row["id"], on=on, words=words, by=by)
    if tried.done:
        say_stored = f"已{step.label}：{numbers.day(on)}，{escaped(words)}（经办人{escaped(by)}）。"
        form_fields.renew(name, words=say_stored)


def _name(row: Mapping[str, Any], step: Step) -> str:
    return f"{step.icon}:{row['id']}"
