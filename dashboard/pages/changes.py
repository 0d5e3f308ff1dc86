"""本期变化: what changed between two data dates, region by region, apart from corrections."""

from dashboard import data
from dashboard.boards.changes import changes_board, start_changes
from dashboard.components import choices, empty_state

view = choices.current()
if view is None:
    empty_state.nothing_reported()
elif not data.has_ledger(view):
    start_changes.show(view)
else:
    changes_board.show(view)
