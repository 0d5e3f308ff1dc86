"""One submission under review: what it changes against what counts, what its sender was told, and the decision."""

import streamlit as st

from dashboard import data, office
from dashboard.boards.reported import foreseen
from dashboard.boards.review import return_form
from dashboard.components import address, form_fields, signal_table
from dashboard.components.handed import hand_over
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.reporting.review.decisions import Decision
from metrics.reporting.review.standing import Reviewed, State
from metrics.views.parts import numbers
from metrics.views.reported import confirmed_tables, preview_figures, review_tables, sent_tables


def show(asked: str) -> None:
    """Draw the submission of a number; say so where the visitor has none of it to review."""
    if st.button("返回待审核列表", icon=":material/arrow_back:", key="review_back"):
        address.go(submission=None)
    states = data.review_states()
    one = states.get(int(asked)) if asked.isascii() and asked.isdigit() else None
    if one is None:
        st.warning("没有这份需要审核的报送，请返回列表重新选择。")
        return
    names, sent = data.unit_names(), one.submission
    place = names.get(sent.unit, sent.unit)
    st.header(f"{escaped(place)}　截至{numbers.day(sent.data_date)}（第{sent.id}号报送）")
    st.caption(escaped(review_tables.where_words(one, names, office.today())))
    waits = any(one.submission.id == each.submission.id for each in data.review_todo().review)
    _steps(one, waits=waits)
    if one.state is not State.REPLACED:
        told = data.foreseen(sent.id)
        st.markdown(f"与上次审定的数据相比：{preview_figures.change_words(told.differences)}。")
        foreseen.figures(told, once="审定")
        foreseen.changes(told)
    _told(one)


def _steps(one: Reviewed, *, waits: bool) -> None:
    """Draw what may be done: accept, return, and the workbook as it was sent."""
    accept, back = f"accept:{one.submission.id}", f"return:{one.submission.id}"
    with st.container(horizontal=True, key="review_steps", vertical_alignment="center"):
        if waits or form_fields.was_sent(accept):
            _accept(one, accept)
        if waits or data.may_return(one) or form_fields.was_sent(back):
            return_form.show(one, back)
        _original(one)
    for name in (accept, back):
        if not waits:
            form_fields.tell(name)


def _accept(one: Reviewed, name: str) -> None:
    sent = one.submission
    wanted = office.Decided(submission=sent.id, sha256=sent.file_sha256, decision=Decision.ACCEPTED)
    with form_fields.form(name) as form:
        form.button("审核通过")
    form.keep(
        lambda: office.decide_review(wanted),
        words=lambda _: f"已通过第{sent.id}号报送。", over=True, then=_next,
    )  # fmt: skip


def _next(_: int) -> None:
    data.look_again()
    st.rerun()


def _original(one: Reviewed) -> None:
    sent = one.submission
    if data.has_original(sent.file_sha256):
        hand_over.button(
            "下载报送原件", lambda: data.original(sent.id), name=sent.file_name, mime=data.XLSX,
            key="review_original", place=sent.unit,
            export=Export("报送原件", f"第{sent.id}号", personal=True),
        )  # fmt: skip


def _told(one: Reviewed) -> None:
    """List what its sender confirmed, the warnings, and what was decided so far."""
    sent, names = one.submission, data.unit_names()
    told = confirmed_tables.confirmed([sent], names).without("unit", "data_date", "id")
    if told.lines:
        st.markdown("**报送人确认的事项**")
        signal_table.show(told, key="review_confirmed")
    if sent.warned:
        table = sent_tables.warnings(sent, data.warnings(sent.id))
        with st.expander(table.title):
            signal_table.show(table, key="review_warnings", height=360)
    if one.reviews:
        st.markdown("**审核记录**")
        signal_table.show(review_tables.trail(one, names), key="review_trail")
    if one.objections:
        table = review_tables.objections(one)
        st.markdown(f"**{escaped(table.title)}**")
        signal_table.show(table, key="review_objections")
