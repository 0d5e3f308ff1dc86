"""The form for a case, new or to be corrected, and the one for taking a case back."""

import streamlit as st

from dashboard import office
from dashboard.components import controls, form_fields, signature
from dashboard.components.plain_text import escaped
from metrics.dispatch.cases import Case
from metrics.standards.catalogue import NATIONAL

LONGEST_REASON = 200
ADDING = "case"


def say_stored(number: int | None = None) -> None:
    """Say what was stored last, of a new case or of one that has a number, once."""
    names = (ADDING,) if number is None else (_correcting(number), _withdrawing(number))
    for name in names:
        form_fields.tell(name)


def named(code: str) -> str:
    """Name an item or a measure: A07.1 纳入计划的居民共识."""
    return f"{code} {NATIONAL.title(code)}"


def adding() -> None:
    """Offer the form for a new case behind a button."""
    key = form_fields.key(ADDING)
    with st.popover("新增案例", icon=":material/add:", key="add_case"):
        with st.form(key, border=False):
            typed = _fields(key=key)
            by = signature.field(key=key)
            sent = st.form_submit_button("保存", type="primary", key=f"{key}:send")
        if sent and form_fields.done(lambda: office.add_case(typed, by=by), by=by):
            words = f"已存入案例“{escaped(typed.theme)}”（经办人{escaped(by)}）。"
            form_fields.renew(ADDING, words=words)


def correcting(case: Case, *, number: int) -> None:
    """Offer to correct a case: every text can be typed anew, and the reason is kept."""
    name = _correcting(number)
    key = form_fields.key(name)
    with st.popover("更正", icon=":material/edit:", key=f"{name}:open"):
        with st.form(key, border=False):
            typed = _fields(key=key, case=case)
            reason = st.text_input("更正原因", key=f"{key}:reason", max_chars=LONGEST_REASON)
            by = signature.field(key=key)
            sent = st.form_submit_button("确认更正", type="primary", key=f"{key}:send")
        if sent and form_fields.done(
            lambda: office.correct_case(case=number, now=typed, reason=reason, by=by), by=by
        ):
            words = f"已更正（经办人{escaped(by)}）；原来的内容保留在经过中。"
            form_fields.renew(name, words=words)


def withdrawing(*, number: int) -> None:
    """Offer to withdraw a case: it is shown no more, what it said is kept."""
    name = _withdrawing(number)
    key = form_fields.key(name)
    with st.popover("撤回", icon=":material/block:", key=f"{name}:open"):
        st.warning("撤回后不再列出，也不再引入简报；经过保留，需要时可重新录入。")
        with st.form(key, border=False):
            reason = st.text_input("撤回原因", key=f"{key}:reason", max_chars=LONGEST_REASON)
            by = signature.field(key=key)
            sent = st.form_submit_button("确认撤回", type="primary", key=f"{key}:send")
        if sent and form_fields.done(
            lambda: office.withdraw_case(case=number, reason=reason, by=by), by=by
        ):
            form_fields.renew(name, words=f"已撤回：{escaped(reason)}（经办人{escaped(by)}）。")


def _correcting(number: int) -> str:
    return f"correct:{number}"


def _withdrawing(number: int) -> str:
    return f"withdraw:{number}"


def _fields(*, key: str, case: Case | None = None) -> Case:
    theme = st.text_input(
        "主题", value=case.theme if case else "", key=f"{key}:theme", max_chars=60
    )
    place = st.text_input(
        "地区", value=case.place if case else "", key=f"{key}:place", max_chars=60
    )
    summary = st.text_area(
        "做法（用自己的话概括）", value=case.summary if case else "", key=f"{key}:summary",
        max_chars=1000,
    )  # fmt: skip
    before = case.indicators if case else ()
    measures = NATIONAL.measures
    codes = controls.several(
        "对应指标", (*(code for code in before if code not in measures), *measures), default=before,
        text=named, key=f"{key}:codes", placeholder="选择衡量内容",
    )  # fmt: skip
    source = st.text_input(
        "来源（文件、报道或单位）", value=case.source if case else "", key=f"{key}:source",
        max_chars=200,
    )  # fmt: skip
    return Case(theme=theme, place=place, summary=summary, indicators=tuple(codes), source=source)
