"""参数规则: every rule in force, with its document and clause, found by name or document number."""

from dashboard import data
from dashboard.boards.rating import rules_board
from dashboard.components import choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
else:
    rules_board.show(scope, data.rules_of(scope))
