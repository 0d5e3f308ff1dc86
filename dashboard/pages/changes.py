"""本期变化: what changed between two data dates, region by region, apart from corrections."""

from dashboard import data
from dashboard.boards.changes import changes_board, start_changes
from dashboard.components import choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
elif not data.told_from_ledger(scope):
    start_changes.show(scope)
else:
    changes_board.show(scope)
