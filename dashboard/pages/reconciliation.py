"""台账报表核对: what ledger and returns disagree on, the question to the unit, and an order for it."""

from dashboard.boards.progress import reconciliation_board
from dashboard.components import choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
else:
    reconciliation_board.show(scope)
