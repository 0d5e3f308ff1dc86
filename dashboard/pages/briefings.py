"""简报: the weekly briefing as PDF, made by a process of its own."""

import streamlit as st

from dashboard.components import choices, empty_state
from metrics.views import wording

view = choices.current()
if view is None:
    empty_state.nothing_reported()
    st.stop()
st.title(wording.BRIEFINGS)
