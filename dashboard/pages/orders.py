"""督办单: every order with light, addressee, deadline, reply and closure; each opens to be answered."""

from dashboard.boards.orders import orders_board
from dashboard.components import choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
else:
    orders_board.show(scope)
