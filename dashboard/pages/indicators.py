"""指标评价: from the matrix of items down to one record; every step stands in the address."""

import streamlit as st

from dashboard import data
from dashboard.boards.rating import item_board, matrix_board, record_board, trail
from dashboard.components import address, choices, empty_state

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
elif not data.told_from_ledger(scope):
    empty_state.no_ledger(scope)
elif not item_board.exists(scope):
    st.warning("地址中的地区、指标或衡量内容编号不存在，请从下面的总表重新选择。")
    trail.forget()
    matrix_board.show(scope)
elif address.get("record"):
    record_board.show(scope)
elif address.get("item"):
    item_board.show(scope)
else:
    matrix_board.show(scope)
st.space("small")
