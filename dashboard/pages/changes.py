"""changes."""

import streamlit as st

from metrics.views import wording

st.title(wording.CHANGES)
