"""工作日历: a month of what is due and of own dates; as a file, a paper and a list of one day."""

from dashboard.boards.calendar import calendar_board
from dashboard.components import choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
else:
    calendar_board.show(scope)
