"""The last page of a meeting: promises made in it, closing it, and the papers drafted from it."""

from functools import partial

import streamlit as st

from dashboard import data, office, papers
from dashboard.boards.meeting import attendance_form, void_form
from dashboard.components import form_fields, signal_table
from dashboard.components.handed import paper_offer
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.dispatch.agenda_items import PromiseRow
from metrics.dispatch.meeting import MINUTES, Meeting
from metrics.records.shapes import rows_of
from metrics.views.dispatch import meeting_tables, promise_tables


def show(meeting: Meeting) -> None:
    """Draw what was promised; then the closing, or the papers."""
    _promised(meeting)
    _written_down(meeting)
    if meeting.voided is not None:
        void_form.tell(meeting)
        return
    is_open = meeting.closed_at is None
    with st.container(horizontal=True, key="ending"):
        if is_open:
            _topic(meeting)
        if is_open or form_fields.was_sent(_close(meeting)):
            _closing(meeting)
        attendance_form.show(meeting)
        void_form.show(meeting)
    if is_open:
        st.caption("会议结束后不能再登记承诺，并生成会议纪要和通报的送审稿。")
    else:
        form_fields.tell(_close(meeting))
        _papers(meeting)


def _promised(meeting: Meeting) -> None:
    standing = office.standing_promises(
        as_of=meeting.held_on, rules=office.rules_of(meeting), place=meeting.place
    )
    rows = rows_of(standing.filter(meeting=meeting.id), PromiseRow)
    if not rows:
        st.info("本次会议还没有记录承诺。在任一页点“记录承诺”，写明谁、做什么、何时完成。")
        return
    title = f"本次会议承诺（{len(rows)}项）"
    st.header(title)
    table = promise_tables.promise_table(rows, data.unit_names(), title=title)
    signal_table.show(table, key="promised", height=360)


def _written_down(meeting: Meeting) -> None:
    entries = office.entries_of(meeting.id)
    table = meeting_tables.written_down(entries, office.agenda_of(meeting.id))
    if table.lines:
        st.header(f"{escaped(table.title)}（{len(table.lines)}项）")
        signal_table.show(table, key="said", height=220)


def _topic(meeting: Meeting) -> None:
    name = f"topic:{meeting.id}"
    with st.popover("记录临时议题", icon=":material/edit_note:", key="topic:open"):
        with form_fields.form(name) as form:
            words = st.text_area("议题和要点", key=form.field("words"), max_chars=500)
            form.button("保存")
        form.keep(
            lambda: office.add_topic(meeting=meeting.id, words=words, form=form.number),
            words=lambda _: "已记入本次会议。",
        )


def _closing(meeting: Meeting) -> None:
    with st.popover("结束会议", icon=":material/event_available:", key="close:open"):
        st.markdown("结束后本次会议只能查看和起草纪要，确定结束吗？")
        with form_fields.form(_close(meeting)) as form:
            form.button("确定结束")
        form.keep(
            lambda: office.close_meeting(meeting=meeting.id, form=form.number),
            words=lambda _: "会议已结束。",
            over=meeting.closed_at is not None,
        )


def _close(meeting: Meeting) -> str:
    return f"close:{meeting.id}"


def _papers(meeting: Meeting) -> None:
    st.header("会议纪要（送审稿）")
    versions = sum(entry.kind == MINUTES for entry in office.entries_of(meeting.id))
    with form_fields.form(f"minutes:{meeting.id}", versions=versions) as form:
        words = st.text_area(
            "纪要正文（每行一段，“一、”开头的为标题）", value=papers.minutes_text(meeting),
            key=form.field("words"), height=300,
        )  # fmt: skip
        form.button("保存纪要")
    form.keep(
        lambda: office.write_minutes(
            meeting=meeting.id, words=words, seen=form.known, form=form.number
        ),
        words=lambda _: "已保存，以最后一次保存的为准。",
    )  # fmt: skip
    _files(meeting, words)


def _files(meeting: Meeting, words: str) -> None:
    with st.container(horizontal=True, key="papers"):
        paper_offer.official(
            f"纪要_{meeting.held_on}", "生成纪要", partial(papers.minutes_file, meeting, words),
            export=Export("会议纪要", personal=True),
        )  # fmt: skip
        paper_offer.official(
            f"通报送审稿_{meeting.data_date}", "生成通报", partial(papers.notice_file, meeting),
            export=Export("会议通报", personal=True),
        )  # fmt: skip
