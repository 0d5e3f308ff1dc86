"""The meeting that the address names."""

import streamlit as st

from dashboard import office
from dashboard.components import address
from metrics.dispatch.meeting import Meeting
from metrics.errors import UnknownChoice


def read() -> Meeting | None:
    """Return it; null where the address names none, or (said on the page) one that is not there."""
    asked = address.get("meeting")
    if asked is None:
        return None
    try:
        return office.find_meeting(int(asked) if asked.isascii() and asked.isdigit() else 0)
    except UnknownChoice:
        address.put("meeting", None)
        address.put("present", None)
        st.warning("地址中的会议不存在，请从下面的列表选择。")
        return None
