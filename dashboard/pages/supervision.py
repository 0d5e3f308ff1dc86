"""督导一张表: every project with its stages and lights, or regions where there are returns only."""

from dashboard import data
from dashboard.boards.progress import start_sheet
from dashboard.boards.supervision import project_board, supervision_board
from dashboard.components import address, choices, empty_state

scope = choices.current()
project = address.get("project")
if scope is None:
    empty_state.nothing_reported()
elif not data.told_from_ledger(scope):
    start_sheet.show(scope)
elif project:
    project_board.show(scope, project)
else:
    supervision_board.show(scope)
