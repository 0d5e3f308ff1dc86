"""Writing down who chairs a meeting and who was there (出席名单); the minutes say so."""

import streamlit as st

from dashboard import office
from dashboard.components import form_fields
from metrics.dispatch.attendance import LABELS, Attendance, latest
from metrics.dispatch.meeting import Meeting

EXAMPLES = Attendance("", "单位和姓名，如：省住房城乡建设厅某某，省财政厅某某", "", "")


def show(meeting: Meeting) -> None:
    """Offer the form behind a button, filled with what was written down last."""
    known = latest(office.entries_of(meeting.id))
    with st.popover("主持和出席", icon=":material/groups:", key="attendance:open"):
        with form_fields.form(f"attendance:{meeting.id}") as form:
            typed = Attendance(*(
                st.text_area(
                    label, value=value, placeholder=example, key=form.field(label), height=68,
                    max_chars=1000,
                )
                for label, value, example in zip(LABELS, known, EXAMPLES, strict=True)
            ))  # fmt: skip
            form.button("保存")
        form.keep(
            lambda: office.write_attendance(meeting=meeting.id, named=typed, form=form.number),
            words=lambda _: "已保存，写入会议纪要。",
        )
