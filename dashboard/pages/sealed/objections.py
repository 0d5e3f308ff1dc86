"""异议与更正: objections to the figures of a published round, their decisions, and what was corrected."""

import streamlit as st

from dashboard.boards.objections import objections_board
from dashboard.components import choices, empty_state
from metrics.views.parts import wording

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
else:
    st.title(wording.OBJECTIONS)
    objections_board.show(scope)
