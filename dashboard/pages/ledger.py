"""整改台账: issues by source and state with deadline lights; each can become an order; then promises."""

from dashboard.boards.supervision import ledger_board, promise_ledger
from dashboard.components import choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
else:
    ledger_board.show(scope)
    promise_ledger.show(scope)
