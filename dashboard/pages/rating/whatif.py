"""规则测算: scores, grades and ranks under other rules, side by side with those in force; nothing is stored."""

from dashboard import data
from dashboard.boards.whatif import whatif_board
from dashboard.components import basis_note, choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
elif not data.told_from_ledger(scope):
    empty_state.no_ledger(scope)
else:
    whatif_board.show(scope)
    basis_note.show(data.evaluation(scope))
