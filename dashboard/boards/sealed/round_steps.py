"""What the visitor may do with a round (封账轮次) now: each step with its form; nobody else sees it."""

from collections.abc import Callable
from typing import Any, NamedTuple

import streamlit as st

from dashboard import data, office, round_book
from dashboard.components import form_fields
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.access.permissions import Action
from metrics.sealing.round_steps import STEPS, objection_to
from metrics.sealing.rounds import CHECKED, FINAL, PUBLISHED, RETURNED, WITHDRAWN, Round, State
from metrics.views.parts import numbers


class _Way(NamedTuple):
    """How a step is drawn: its icon, its door, and what is said before it."""

    icon: str
    write: Callable[..., Any]
    warning: str = ""


WAYS = {
    CHECKED: _Way("task_alt", round_book.check_round),
    RETURNED: _Way(
        "undo", round_book.send_round_back, "退回后本轮次不能再办理，请封账人作废后重新封账。"
    ),
    PUBLISHED: _Way("campaign", round_book.publish_round),
    FINAL: _Way("lock", round_book.finish_round, "定稿后不能作废；确需更正的，另行封账更正。"),
    WITHDRAWN: _Way("block", round_book.withdraw_round, "作废后轮次号保留、不再使用，不能恢复。"),
}


def show(one: Round) -> None:
    """Draw a button for each step that the visitor may take; say what is waited for."""
    offered = round_book.steps_open(one)
    with st.container(horizontal=True, key="round_steps"):
        for kind, way in WAYS.items():
            if kind in offered or form_fields.was_sent(_name(one, kind)):
                with st.popover(
                    STEPS[kind].called, icon=f":material/{way.icon}:", key=f"round:{kind}:open"
                ):
                    _form(one, kind, way, over=kind not in offered)
    for kind in WAYS:
        if kind not in offered:
            form_fields.tell(_name(one, kind))
    _waits_for(one)


def _waits_for(one: Round) -> None:
    """Say to whom works on rounds what the next step waits for."""
    if not data.may_for(Action.CHECK_SEAL, one.scope.place):
        return
    if one.state is State.DRAFT and round_book.is_barred(one):
        st.caption("本轮次由您封账，须由另一人复核。")
    if one.state is State.PUBLISHED and round_book.is_barred(one):
        st.caption("本轮次由您封账，公示后如需作废，须由另一人办理。")
    following = {State.CHECKED: PUBLISHED, State.PUBLISHED: FINAL}.get(one.state)
    if following is not None:
        waiting = round_book.unsettled(one)
        why = objection_to(one, following, today=office.today(), unsettled=waiting)
        if why:
            st.caption(escaped(why))


def _form(one: Round, kind: str, way: _Way, *, over: bool) -> None:
    step = STEPS[kind]
    if warning := f"{way.warning}{_window(one, kind)}{_moot(one, kind)}":
        st.warning(warning)
    with form_fields.form(_name(one, kind)) as form:
        label = step.words if step.needed else f"{step.words}（可不填）"
        words = st.text_area(label, key=form.field("words"), height=68, max_chars=500)
        form.button(f"确认{step.called}")
    form.keep(
        lambda: _written(one, kind, words, form),
        words=lambda until: _done(kind, until), over=over, then=lambda _: _taken(one, kind),
    )  # fmt: skip


def _taken(one: Round, kind: str) -> None:
    """Draw the round again, with the answer of this step and of none before it."""
    form_fields.forget(*(_name(one, other) for other in WAYS if other != kind))
    st.rerun()


def _written(one: Round, kind: str, words: str, form: Form) -> Any:
    spinner = "正在核验封账文件……" if kind == PUBLISHED else "正在登记……"
    with st.spinner(spinner):
        return WAYS[kind].write(round=one.id, words=words, form=form.number)


def _done(kind: str, until: Any) -> str:
    called = STEPS[kind].called
    return (
        f"已{called}，公示至{numbers.day(until)}（含当日）。"
        if kind == PUBLISHED
        else f"已{called}。"
    )


def _window(one: Round, kind: str) -> str:
    """Say before a publication how long objections will be taken, and by which document."""
    if kind != PUBLISHED:
        return ""
    rule = round_book.objection_window(one)
    return escaped(
        f"公示后各地即可查看并在{rule.value}个工作日内提出异议（{rule.document}）。公示前先自动核验封账文件。"
    )


def _moot(one: Round, kind: str) -> str:
    """Say before a withdrawal how many objections nobody will decide any more."""
    waiting = round_book.unsettled(one) if kind == WITHDRAWN and one.is_public else 0
    return f"本轮次还有{waiting}件异议没有办结，作废后不再办理。" if waiting else ""


def _name(one: Round, kind: str) -> str:
    return f"round:{kind}:{one.id}"
