"""整改台账: issues by source and state with deadline lights; each can become an order."""

from dashboard.components import choices, empty_state, ledger_board

view = choices.current()
if view is None:
    empty_state.nothing_reported()
else:
    ledger_board.show(view)
