"""整改台账: issues by source and state with deadline lights; each can become an order; then promises."""

from dashboard.boards.supervision import ledger_board, promise_ledger
from dashboard.components import choices, empty_state

view = choices.current()
if view is None:
    empty_state.nothing_reported()
else:
    ledger_board.show(view)
    promise_ledger.show(view)
