"""报送情况: who is due for which data date, who is late; whom to remind, and whom to call."""

import streamlit as st

from dashboard.boards.reporting import contacts_board, reminder_board, standing_board
from dashboard.components import address, choices, empty_state
from metrics.views.parts import wording

PARTS = {
    "standing": ("情况", standing_board.show),
    "remind": ("催报", reminder_board.show),
    "contacts": ("通讯录", contacts_board.show),
}

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
else:
    st.title(wording.REPORTING)
    bar = st.container(horizontal=True, key="filters", vertical_alignment="center")
    with bar:
        part = address.choose(
            "part", "内容", tuple(PARTS), default="standing", text=lambda part: PARTS[part][0],
            segmented=True,
        )  # fmt: skip
    PARTS[part][1](scope, bar)
