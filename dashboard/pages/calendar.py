"""calendar."""

import streamlit as st

from metrics.views import wording

st.title(wording.CALENDAR)
