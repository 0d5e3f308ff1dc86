"""溯源: from the code of a figure to what it is, what it counts, and where that came from."""

from dashboard.boards.tracing import trace_board
from dashboard.components import choices, empty_state

if choices.current() is None:
    empty_state.nothing_reported()
else:
    trace_board.show()
