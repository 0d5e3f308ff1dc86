"""搜索: everything by name, code or pinyin initials."""

from dashboard.boards.search import search_board
from dashboard.components import choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
else:
    search_board.show(scope)
