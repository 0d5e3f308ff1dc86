"""经验案例: what worked elsewhere, by theme and by the indicator it helps."""

from dashboard.boards.cases import cases_board

cases_board.show()
