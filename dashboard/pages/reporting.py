"""报送情况: who is due for which data date, who has reported, who is late and by how much."""

from dashboard.boards.reporting import standing_board
from dashboard.components import choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
else:
    standing_board.show(scope)
