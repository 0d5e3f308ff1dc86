"""经验案例: what worked elsewhere, by theme and by the indicator it helps."""

from dashboard.components import cases_board

cases_board.show()
