"""The link by which a meeting is shown on another screen (会议放映): to look at only, for half a day."""

import streamlit as st

from dashboard import data, office
from dashboard.components import form_fields
from metrics.access import acting
from metrics.access.permissions import Action
from metrics.dispatch.meeting import Meeting

WHAT = (
    "在会议室的电脑上打开此链接，即可放映本次会议，不需要账号；"
    "只能查看这一次会议，不能办理任何事项。12小时后或会议结束时失效。"
)


def offer(meeting: Meeting) -> None:
    """Offer it to whoever may show meetings; nothing where nobody signs in."""
    if acting.actor().is_machine or not data.may(Action.SHOW_MEETING):
        return
    with st.popover("放映链接", icon=":material/link:"):
        st.caption(WHAT)
        if st.button("生成链接", key="show_link"):
            with form_fields.attempt():
                link = office.make_show_link(meeting=meeting.id)
                st.code(f"{_here()}/show/{link}", language=None, wrap_lines=True)


def _here() -> str:
    """Return the address that the server is asked for under."""
    url = st.context.url or ""
    return "/".join(url.split("/", 3)[:3])
