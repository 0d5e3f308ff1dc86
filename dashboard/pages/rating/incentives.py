"""双清单: 负面清单 and 激励清单 by region, who is recommended for 激励, and the known criteria of 督查激励."""

import streamlit as st

from dashboard import data
from dashboard.boards.lists import criteria_board, double_board, recommended_board
from dashboard.components import address, basis_note, choices, empty_state
from metrics.views.changes.supposed_tables import UNOFFICIAL
from metrics.views.parts import wording

PARTS = {
    "double": ("两张清单", double_board.show),
    "recommended": ("推荐激励", recommended_board.show),
    "criteria": ("督查激励条件", criteria_board.show),
}
NOT_SEALED = "取自未封账的数据，只供测算；正式名单请在上方选择已公示的封账轮次。"

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
elif not data.told_from_ledger(scope):
    empty_state.no_ledger(scope)
else:
    with st.container(horizontal=True, key="sections", vertical_alignment="center"):
        st.title(wording.INCENTIVES, width="content")
        if scope.round is None:
            st.badge(UNOFFICIAL, color="orange", help=NOT_SEALED)
        part = address.choose(
            "part", "内容", tuple(PARTS), default="double", text=lambda part: PARTS[part][0],
            segmented=True,
        )  # fmt: skip
    PARTS[part][1](scope)
    basis_note.show(data.evaluation(scope))
