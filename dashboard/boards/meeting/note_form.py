"""Writing down what the meeting asked for (会议要求) at one agenda item; it goes into the minutes."""

import streamlit as st

from dashboard import office
from dashboard.components import form_fields, signature
from dashboard.components.plain_text import escaped
from metrics.dispatch.meeting import Meeting


def show(meeting: Meeting, *, item: str) -> None:
    """Offer the form behind a button, and say what was kept."""
    name = f"note:{meeting.id}:{item}"
    with st.popover("会议要求", icon=":material/edit_note:", key=f"{name}:open"):
        form_fields.tell(name, short="已记入会议要求。")
        key = form_fields.key(name)
        with st.form(key, border=False):
            words = st.text_area("要求内容（写入会议纪要）", key=f"{key}:words", max_chars=500)
            by = signature.field(key=key)
            sent = st.form_submit_button("保存", type="primary", key=f"{key}:send")
        if not sent:
            return
        with form_fields.attempt(by=by) as tried:
            office.write_note(meeting=meeting.id, item=item, words=words, by=by)
        if tried.done:
            form_fields.renew(name, words=f"已记入：{escaped(words)}")
