"""The meeting that the address names."""

import streamlit as st

from dashboard import office
from dashboard.components import address
from metrics.access.acting import NotAllowed
from metrics.dispatch.meeting import Meeting
from metrics.errors import UnknownChoice

LONGEST = 10
"""Digits of a number that a database can hold, and more than there will be meetings."""


def read() -> Meeting | None:
    """Return it; null where the address names none, or (said on the page) one that is not there."""
    asked = address.get("meeting")
    if asked is None:
        return None
    try:
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < LONGEST else 0
        return office.find_meeting(number)
    except UnknownChoice:
        st.warning("地址中的会议不存在，请从下面的列表选择。")
    except NotAllowed as error:
        st.info(str(error))
    address.put("meeting", None)
    address.put("present", None)
    return None
