"""考核细则评价: scores by a province's own sheet, the sheet itself, what is entered for it, 自评 beside it."""

import streamlit as st

from dashboard import data
from dashboard.boards.sheets import entered_board, item_board, scores_board, self_board, sheet_board
from dashboard.components import address, choices, empty_state, pages
from dashboard.components.plain_text import escaped
from metrics.views.parts import wording

PARTS = {
    "scores": ("得分", scores_board.show),
    "text": ("细则", sheet_board.show),
    "entered": ("评分与目标", entered_board.show),
    "self": ("自评核对", self_board.show),
}
SEALED = ("scores", "text")  # nothing is entered any more for a sealed round by a sheet

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
elif not data.told_from_ledger(scope):
    empty_state.no_ledger(scope)
elif scope.round is not None and data.sealed_sheet(scope) is None:
    st.title(wording.SHEETS)
    st.info("所选封账轮次按衡量标准评价，没有考核细则得分。")
    pages.link("ranking", label="查看排名", icon=":material/leaderboard:",
        query_params=choices.carried(scope),
    )  # fmt: skip
else:
    offered, parts = data.sheets(), tuple(PARTS)
    sealed_by = data.sealed_sheet(scope)
    if sealed_by is not None:
        offered, parts = {sealed_by.code: sealed_by.called}, SEALED
    with st.container(horizontal=True, key="sections", vertical_alignment="center"):
        st.title(wording.SHEETS, width="content")
        name = next(iter(offered))
        if len(offered) > 1:
            name = address.choose(
                "sheet", "细则", tuple(offered), default=name, text=offered.__getitem__
            )
        part = address.choose(
            "part", "内容", parts, default="scores", text=lambda part: PARTS[part][0],
            segmented=True,
        )  # fmt: skip
        st.caption(escaped(offered[name]), width="content")
    if part == "scores" and item_board.is_open(scope, name):
        item_board.show(scope, name)
    else:
        PARTS[part][1](scope, name)
