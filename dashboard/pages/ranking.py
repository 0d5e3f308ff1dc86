"""排名: counties or cities in order, with interval, vetoes and what moved since another date."""

import streamlit as st

from dashboard import data
from dashboard.boards.rating import ranking_board
from dashboard.components import basis_note, choices, empty_state
from metrics.views.parts import wording

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
elif not data.told_from_ledger(scope):
    empty_state.no_ledger(scope)
else:
    st.title(wording.RANKING)
    ranking_board.show(scope)
    basis_note.show(data.evaluation(scope))
