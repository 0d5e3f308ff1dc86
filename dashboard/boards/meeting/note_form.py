"""Writing down what the meeting asked for (会议要求) at one agenda item; it goes into the minutes."""

import streamlit as st

from dashboard import office
from dashboard.components import form_fields
from dashboard.components.plain_text import escaped
from metrics.dispatch.meeting import Meeting


def show(meeting: Meeting, *, item: str) -> None:
    """Offer the form behind a button, and say what was kept."""
    name = f"note:{meeting.id}:{item}"
    with st.popover("会议要求", icon=":material/edit_note:", key=f"{name}:open"):
        with form_fields.form(name) as form:
            words = st.text_area("要求内容（写入会议纪要）", key=form.field("words"), max_chars=500)
            form.button("保存")
        form.keep(
            lambda: office.write_note(meeting=meeting.id, item=item, words=words, form=form.number),
            words=lambda _: f"已记入：{escaped(words)}",
        )
