"""排名: counties or cities in order, with interval, vetoes and what moved since another date."""

import streamlit as st

from dashboard import data
from dashboard.boards.rating import ranking_board
from dashboard.components import basis_note, choices, empty_state
from metrics.views.parts import wording

view = choices.current()
if view is None:
    empty_state.nothing_reported()
elif not data.has_ledger(view):
    empty_state.no_ledger(view)
else:
    st.title(wording.RANKING)
    ranking_board.show(view)
    basis_note.show(data.evaluation(view))
