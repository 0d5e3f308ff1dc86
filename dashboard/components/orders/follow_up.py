"""What the visitor may write down for an open order or promise: answers, and what is answered to them.

Only what the visitor may do is offered; the transaction that writes it asks again.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import streamlit as st

from dashboard import data, office
from dashboard.components import controls, form_fields
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.dispatch.standing import ANSWERED, ASKED, EXTENDED, REFUSED, REPLIED, RETURNED
from metrics.views.parts import numbers

Row = Mapping[str, Any]


class Step(NamedTuple):
    """One thing that can be written down: what it is called here, what it does, and what the book says of it.

    `rule` says what its words are called and who may do it. `when` says of an open one whether it is its
    turn; `day` labels the later day that it names, empty where it names none.
    """

    label: str
    icon: str
    rule: office.FollowUp
    write: Callable[..., None]
    when: Callable[[Row], bool] = lambda _row: True
    day: str = ""
    warning: str = ""


def is_answered(row: Row) -> bool:
    """Say whether a reply waits to be confirmed."""
    return bool(row["answer"] == ANSWERED)


def is_asked(row: Row) -> bool:
    """Say whether a request for a later day (延期申请) waits to be answered."""
    return row["asked"] is not None


def is_not_asked(row: Row) -> bool:
    """Say whether a later day may be asked for: one request is open at a time."""
    return row["asked"] is None


def show(row: Row, steps: Sequence[Step], *, of: str, since: date) -> None:
    """Draw a button for each step; of one that is over, say what became of it.

    It may have been ended on another screen: what is sent from this one is answered all the same. `of`
    names the argument that a step takes the number by; nothing happened before `since`.
    """
    is_open = row["ended_on"] is None
    with st.container(horizontal=True, key=f"{of}_steps"):
        for step in steps:
            turn = is_open and step.when(row) and _allowed(row, step)
            if turn or form_fields.was_sent(_name(row, step, of)):
                with st.popover(
                    step.label, icon=f":material/{step.icon}:", key=f"{of}:{step.icon}:open"
                ):
                    _form(row, step, of=of, since=since)
            else:
                form_fields.tell(_name(row, step, of))


def _allowed(row: Row, step: Step) -> bool:
    rule = step.rule
    return data.may_for(rule.action, row["region"] if rule.by_addressee else row["place"])


def _form(row: Row, step: Step, *, of: str, since: date) -> None:
    if step.warning:
        st.warning(step.warning)
    with form_fields.form(_name(row, step, of)) as form:
        words = st.text_area(step.rule.field, key=form.field("words"), height=68, max_chars=1000)
        on = controls.day("日期", key=form.field("on"), default=max(since, office.today()))
        later = _later(row, step, form, on=on)
        form.button(f"确认{step.label}")
    named = "" if later is None else f"至{numbers.day(later)}"
    done = f"已{step.label}{named}：{numbers.day(on)}，{escaped(words)}。"
    given = {} if later is None else {"due_on": later}
    form.keep(
        lambda: step.write(**{of: row["id"]}, on=on, words=words, form=form.number, **given),
        words=lambda _: done, over=row["ended_on"] is not None or not step.when(row),
    )  # fmt: skip


def _later(row: Row, step: Step, form: Form, *, on: date) -> date | None:
    """Ask for the later day that a step names: the one that was asked for, else one after what holds."""
    if not step.day:
        return None
    usual = row["asked"] or max(row["due"], on) + timedelta(days=7)
    return controls.deadline(step.day, key=form.field("later"), default=usual)


def _name(row: Row, step: Step, of: str) -> str:
    return f"{of}:{step.icon}:{row['id']}"


def steps_of(
    rules: Mapping[str, office.FollowUp], doors: Mapping[str, Callable[..., None]], *, reply: str
) -> list[Step]:
    """Return what follows an order as well as a promise, by kind of event; `reply` names the answer to it."""

    def step(label: str, icon: str, kind: str, **more: Any) -> Step:
        return Step(label, icon, rules[kind], doors[kind], **more)

    return [
        step(reply, "reply", REPLIED),
        step("申请延期", "more_time", ASKED, when=is_not_asked, day="申请延期至"),
        step("准予延期", "event_available", EXTENDED, when=is_asked, day="准予延期至"),
        step("不予延期", "event_busy", REFUSED, when=is_asked),
        step("退回重办", "undo", RETURNED, when=is_answered),
    ]
