"""本期变化: what changed between two data dates, region by region, apart from corrections."""

from dashboard import data
from dashboard.components import changes_board, choices, empty_state

view = choices.current()
if view is None:
    empty_state.nothing_reported()
elif not data.has_ledger(view):
    empty_state.no_ledger(view)
else:
    changes_board.show(view)
