"""指标评价: from the matrix of items down to one record; every step stands in the address."""

import streamlit as st

from dashboard import data
from dashboard.boards.rating import item_board, matrix_board, record_board, trail
from dashboard.components import address, choices, empty_state

view = choices.current()
if view is None:
    empty_state.nothing_reported()
elif not data.has_ledger(view):
    empty_state.no_ledger(view)
elif not item_board.found(view):
    st.warning("地址中的地区、指标或衡量内容编号不存在，请从下面的总表重新选择。")
    trail.forget()
    matrix_board.show(view)
elif address.get("record"):
    record_board.show(view)
elif address.get("item"):
    item_board.show(view)
else:
    matrix_board.show(view)
st.space("small")
