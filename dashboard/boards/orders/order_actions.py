"""What can be written down for an open order: a reply, its closure, its withdrawal."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import streamlit as st

from dashboard import office
from dashboard.components import controls, form_fields
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


def show(row: Mapping[str, Any]) -> None:
    """Draw a button for each step; of an order that is over, say what became of it.

    It may have been ended on another screen: what is sent from this one is answered all the same.
    """
    is_open = row["ended_on"] is None
    with st.container(horizontal=True, key="order_steps"):
        for step in STEPS:
            if is_open or form_fields.was_sent(_name(row, step)):
                with st.popover(
                    step.label, icon=f":material/{step.icon}:", key=f"{step.icon}:open"
                ):
                    _form(row, step)
    if not is_open:
        for step in STEPS:
            form_fields.tell(_name(row, step))


def _form(row: Mapping[str, Any], step: Step) -> None:
    if step.warning:
        st.warning(step.warning)
    with form_fields.form(_name(row, step)) as form:
        words = st.text_area(step.field, key=form.field("words"), height=68, max_chars=1000)
        day = max(row["issued_on"], office.today())
        on = controls.day("日期", key=form.field("on"), default=day)
        form.button(f"确认{step.label}")
    done = f"已{step.label}：{numbers.day(on)}，{escaped(words)}。"
    form.keep(
        lambda: step.write(order=row["id"], on=on, words=words, form=form.number),
        words=lambda _: done, over=row["ended_on"] is not None,
    )  # fmt: skip


def _name(row: Mapping[str, Any], step: Step) -> str:
    return f"{step.icon}:{row['id']}"
