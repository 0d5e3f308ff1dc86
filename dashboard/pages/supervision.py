"""督导一张表: every project with its stages and lights, or regions where there are returns only."""

import streamlit as st

from dashboard import data
from dashboard.boards.progress import start_sheet
from dashboard.boards.supervision import supervision_board, waiting_board
from dashboard.components import address, choices, empty_state, pages

scope = choices.current()
project = address.get("project")
if scope is None:
    empty_state.nothing_reported()
elif project:  # as addresses noted before name it
    st.switch_page(
        pages.file("project"), query_params={**choices.carried(scope), "project": project}
    )
elif not data.told_from_ledger(scope):
    start_sheet.show(scope)
elif address.get("list") == "waiting":
    waiting_board.show(scope)
else:
    supervision_board.show(scope)
