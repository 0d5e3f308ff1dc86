"""The form for a case, new or to be corrected, and the one for taking a case back."""

import streamlit as st

from dashboard import data, office
from dashboard.components import controls, form_fields
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.access.permissions import Action
from metrics.dispatch.cases import Case
from metrics.standards.catalogue import NATIONAL

LONGEST_REASON = 200


def named(code: str) -> str:
    """Name an item or a measure: A07.1 纳入计划的居民共识."""
    return f"{code} {NATIONAL.title(code)}"


def adding() -> None:
    """Offer the form for a new case behind a button, to whom keeps the library."""
    if not data.may(Action.KEEP_CASES):
        return
    with st.popover("新增案例", icon=":material/add:", key="add_case"):
        with form_fields.form("case") as form:
            typed = _fields(form)
            form.button("保存")
        form.keep(
            lambda: office.add_case(typed, form=form.number),
            words=lambda _: f"已存入案例“{escaped(typed.theme)}”。",
        )


def steps(case: Case | None, *, number: int, entries: int) -> None:
    """Offer to correct or withdraw a case; of one that was withdrawn (null), say what became of it.

    It may have been changed on another screen: what is sent from this one is answered all the same.
    `entries` is how many the case has in the book.
    """
    if not data.may(Action.KEEP_CASES):
        return
    with st.container(horizontal=True, key="case_steps"):
        if case is not None or form_fields.was_sent(f"correct:{number}"):
            _correcting(case, number=number, entries=entries)
        if case is not None or form_fields.was_sent(f"withdraw:{number}"):
            _withdrawing(number=number, over=case is None)
    if case is None:
        for step in ("correct", "withdraw"):
            form_fields.tell(f"{step}:{number}")


def _correcting(case: Case | None, *, number: int, entries: int) -> None:
    """Offer to correct a case: every text can be typed anew, and the reason is kept."""
    with st.popover("更正", icon=":material/edit:", key=f"correct:{number}:open"):
        with form_fields.form(f"correct:{number}", versions=entries) as form:
            typed = _fields(form, case=case)
            reason = st.text_input("更正原因", key=form.field("reason"), max_chars=LONGEST_REASON)
            form.button("确认更正")
        form.keep(
            lambda: office.correct_case(
                case=number, now=typed, seen=form.known, reason=reason, form=form.number
            ),
            words=lambda _: "已更正；原来的内容保留在经过中。",
            over=case is None,
        )  # fmt: skip


def _withdrawing(*, number: int, over: bool) -> None:
    """Offer to withdraw a case: it is shown no more, what it said is kept."""
    with st.popover("撤回", icon=":material/block:", key=f"withdraw:{number}:open"):
        st.warning("撤回后不再列出，也不再引入简报；经过保留，需要时可重新录入。")
        with form_fields.form(f"withdraw:{number}") as form:
            reason = st.text_input("撤回原因", key=form.field("reason"), max_chars=LONGEST_REASON)
            form.button("确认撤回")
        form.keep(
            lambda: office.withdraw_case(case=number, reason=reason, form=form.number),
            words=lambda _: f"已撤回：{escaped(reason)}。",
            over=over,
        )


def _fields(form: Form, case: Case | None = None) -> Case:
    theme, place = _headings(form, case)
    summary = st.text_area(
        "做法（用自己的话概括）", value=case.summary if case else "", key=form.field("summary"),
        height=68, max_chars=1000,
    )  # fmt: skip
    before = case.indicators if case else ()
    measures = NATIONAL.measures
    codes = controls.several(
        "对应指标", (*(code for code in before if code not in measures), *measures), default=before,
        text=named, key=form.field("codes"), placeholder="选择衡量内容",
    )  # fmt: skip
    source = st.text_input(
        "来源（文件、报道或单位）", value=case.source if case else "", key=form.field("source"),
        max_chars=200,
    )  # fmt: skip
    return Case(theme=theme, place=place, summary=summary, indicators=tuple(codes), source=source)


def _headings(form: Form, case: Case | None) -> tuple[str, str]:
    left, right = st.columns(2)
    with left:
        theme = st.text_input(
            "主题", value=case.theme if case else "", key=form.field("theme"), max_chars=60
        )
    with right:
        place = st.text_input(
            "地区", value=case.place if case else "", key=form.field("place"), max_chars=60
        )
    return theme, place
