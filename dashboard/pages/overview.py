"""总览: the place at a glance, from the ledger or, where there is none, from its returns."""

from dashboard import data
from dashboard.boards.overview import key_figures, places_at_a_glance, progress_board, start_board
from dashboard.boards.place import place_board
from dashboard.boards.review import todo
from dashboard.components import basis_note, choices, empty_state
from dashboard.components.ways import star

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
else:
    todo.show()
    star.listed(scope)
    if not data.told_from_ledger(scope):
        start_board.show(scope)
    else:
        if place_board.is_own(scope):
            place_board.show(scope)
        else:
            key_figures.show(scope)
        if not (place_board.is_own(scope) and data.alone(scope)):
            places_at_a_glance.show(scope)
        progress_board.show(scope)
        basis_note.show(data.evaluation(scope))
