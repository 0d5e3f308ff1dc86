"""排名: counties or cities in order, and how they compare: two of them, and more."""

import streamlit as st

from dashboard import data
from dashboard.boards.comparison import (
    capacity_board,
    differences_board,
    peers_board,
    stability_board,
)
from dashboard.boards.rating import ranking_board
from dashboard.components import address, basis_note, choices, empty_state
from metrics.views.parts import wording

PARTS = {
    "rank": ("名次", ranking_board.show),
    "differences": ("两地差异", differences_board.show),
    "stability": ("权重稳健性", stability_board.show),
    "peers": ("同类县区", peers_board.show),
    "capacity": ("计划与能力", capacity_board.show),
}

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
elif not data.told_from_ledger(scope):
    empty_state.no_ledger(scope)
else:
    with st.container(horizontal=True, key="sections", vertical_alignment="center"):
        st.title(wording.RANKING, width="content")
        part = address.choose(
            "compare", "内容", tuple(PARTS), default="rank", text=lambda part: PARTS[part][0],
            segmented=True,
        )  # fmt: skip
        by = capacity_board.ranked_by() if part == "rank" else "score"
    if by == "score":
        PARTS[part][1](scope)
    else:
        capacity_board.refuse(scope)
    basis_note.show(data.evaluation(scope))
