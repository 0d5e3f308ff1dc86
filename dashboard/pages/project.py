"""项目情况: one project with all that is known of it, named by the address."""

from dashboard.boards.project import project_page
from dashboard.components import choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
else:
    project_page.show(scope)
