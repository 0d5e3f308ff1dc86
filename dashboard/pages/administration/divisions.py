"""区划调整: the administrator renames, re-codes, moves, merges and splits divisions."""

import streamlit as st

from dashboard.boards.divisions import change_form, change_list
from dashboard.components import address, empty_state
from metrics.views.parts import wording

PARTS = {"list": ("办理记录", change_list.show), "new": ("登记调整", change_form.show)}

st.title(wording.DIVISIONS)
empty_state.before_the_first_report()
view = address.choose(
    "view", "内容", tuple(PARTS), default="list", text=lambda view: PARTS[view][0], segmented=True
)
PARTS[view][1]()
