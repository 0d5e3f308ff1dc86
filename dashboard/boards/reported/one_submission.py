"""One submission: what it was, its workbook as it was sent, and how it is taken back (撤回)."""

from collections.abc import Sequence

import streamlit as st

from dashboard import data, office
from dashboard.boards.reported import reviewed_trail
from dashboard.components import address, form_fields, signal_table
from dashboard.components.handed import hand_over
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.access.permissions import Action
from metrics.records.reports import PART, WHOLE, Submission, in_line
from metrics.views.parts import numbers
from metrics.views.reported import confirmed_tables, sent_tables


def show(asked: str, listed: Sequence[Submission]) -> None:
    """Draw the submission of a number, of all there are; say so where there is none."""
    if st.button("返回报送记录", icon=":material/arrow_back:", key="submission_back"):
        address.go(submission=None)
    one = next((each for each in listed if str(each.id) == asked), None)
    if one is None:
        st.warning("没有这次报送，请返回报送记录重新选择。")
        return
    by, states = sent_tables.taken_back(listed), data.review_states()
    table = sent_tables.facts(one, data.unit_names(), by, states)
    st.header(escaped(table.title))
    reviewed_trail.show(states.get(one.id))
    left, right = st.columns(2, gap="medium")
    with left:
        signal_table.show(table, key="submission_facts")
    with right:
        _original(one)
        _taking_back(one, listed)
    _confirmed(one)
    if one.warned:
        told = sent_tables.warnings(one, data.warnings(one.id))
        st.header(escaped(told.title))
        signal_table.show(told, key="submission_warnings", height=420)
        if told.note:
            st.caption(told.note)


def _confirmed(one: Submission) -> None:
    """List what its sender confirmed before it was stored."""
    told = confirmed_tables.confirmed([one], data.unit_names()).without("unit", "data_date", "id")
    if told.lines:
        st.header("报送人确认的事项")
        signal_table.show(told, key="submission_confirmed")


def _original(one: Submission) -> None:
    """Offer the workbook; one that is damaged is told instead."""
    if not data.has_original(one.file_sha256):
        st.caption("没有报送原件：撤销和撤回不用工作簿，较早版本导入的没有保存。")
        return
    if damage := data.damage_of(one.id):
        st.error(f"{damage}报送记录和已入库的数据不受影响。", icon=":material/error:")
        return
    hand_over.button(
        "下载报送原件", lambda: data.original(one.id), name=one.file_name, mime=data.XLSX,
        key="original", place=one.unit, export=Export("报送原件", f"第{one.id}号", personal=True),
    )  # fmt: skip
    st.caption("与报送时的文件逐字节相同，下载时核对摘要。")


def _taking_back(one: Submission, listed: Sequence[Submission]) -> None:
    """Offer to take back the last one of its unit that stands; say why not of another."""
    name = f"undo:{one.id}"
    last = next((each for each in in_line(listed) if each.unit == one.unit), None)
    is_last = last is not None and last.id == one.id and one.kind in (WHOLE, PART)
    may = data.may_for(Action.TAKE_BACK, one.unit)
    if (is_last and may) or form_fields.was_sent(name):
        _form(one, name, over=not is_last)
    if not is_last:
        form_fields.tell(name)
        if last is not None and last.id > one.id and one in in_line(listed):
            st.caption(f"只能从本单位最近一次报送（第{last.id}号）起依次撤回。")


def _form(one: Submission, name: str, *, over: bool) -> None:
    with st.popover("撤回这次报送", icon=":material/undo:", key=f"{name}:open"):
        place = data.unit_names().get(one.unit, one.unit)
        st.warning(
            f"撤回{escaped(place)}截至{numbers.day(one.data_date)}的报送（第{one.id}号）后，日期和各项"
            "数字恢复到这次报送之前；记录保留，不能再恢复，需要时请重新上传。"
        )
        with form_fields.form(name) as form:
            reason = st.text_input("撤回原因", key=form.field("reason"), max_chars=200)
            form.button("确认撤回")
        done = f"已撤回第{one.id}号报送。"
        form.keep(
            lambda: office.undo_submission(
                unit=one.unit, reason=reason, submission=one.id
            ),
            words=lambda _: done, over=over,
        )  # fmt: skip
