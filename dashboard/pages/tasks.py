"""重点任务: the key tasks with their responsible units, deadlines and lights."""

from dashboard.boards.supervision import task_board
from dashboard.components import choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
else:
    task_board.show(scope)
