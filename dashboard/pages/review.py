"""报送审核: what was reported and waits to be accepted, or returned with a reason."""

import streamlit as st

from dashboard.boards.review import review_board
from dashboard.components import choices, empty_state
from metrics.views.parts import wording

if choices.current() is None:
    empty_state.nothing_reported()
else:
    st.title(wording.REVIEW)
    review_board.show()
