"""工作日历: what is due, by the office's rhythm, orders and promises; as a list and as .ics."""

from dashboard.boards.meeting import calendar_board
from dashboard.components import choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
else:
    calendar_board.show(scope)
