"""系统设置: how an office begins (正式使用), and what it has set since."""

from dashboard.boards.beginning import beginning_form

beginning_form.show()
