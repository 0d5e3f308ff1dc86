"""一地一页: one city or county, chosen by its name, on one page."""

import streamlit as st

from dashboard import data
from dashboard.boards.comparison import peers_board
from dashboard.boards.place import place_board, place_choice
from dashboard.boards.review import todo
from dashboard.components import basis_note, choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
elif not data.told_from_ledger(scope):
    empty_state.no_ledger(scope)
else:
    chosen = place_choice.show(scope)
    if chosen is None:
        st.info("所选范围没有市州和县区，请在上方改选。")
    else:
        if place_board.is_own(chosen):
            todo.show()
        place_board.show(chosen)
        peers_board.beside(chosen)
        basis_note.show(data.evaluation(data.province_of(chosen)))
