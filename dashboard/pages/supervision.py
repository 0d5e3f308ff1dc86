"""督导一张表: every project with its stages and lights; a row opens its reasons and compounds."""

from dashboard import data
from dashboard.components import (
    address,
    choices,
    empty_state,
    project_board,
    start_board,
    supervision_board,
)

view = choices.current()
project = address.get("project")
if view is None:
    empty_state.nothing_reported()
elif not data.has_ledger(view):
    start_board.show(view)
elif project:
    project_board.show(view, project)
else:
    supervision_board.show(view)
