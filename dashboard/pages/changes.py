"""本期变化: what changed between two data dates, region by region, apart from corrections."""

from dashboard import data
from dashboard.components import changes_board, choices, empty_state, start_changes

view = choices.current()
if view is None:
    empty_state.nothing_reported()
elif not data.has_ledger(view):
    start_changes.show(view)
else:
    changes_board.show(view)
