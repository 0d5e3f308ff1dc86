"""总览: the place at a glance, from the ledger or, where there is none, from its returns."""

from dashboard import data
from dashboard.boards.overview import key_figures, places_at_a_glance, progress_board, start_board
from dashboard.components import basis_note, choices, empty_state

view = choices.current()
if view is None:
    empty_state.nothing_reported()
elif not data.has_ledger(view):
    start_board.show(view)
else:
    key_figures.show(view)
    places_at_a_glance.show(view)
    progress_board.show(view)
    basis_note.show(data.evaluation(view))
