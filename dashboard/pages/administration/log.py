"""操作日志: who did what, when and about whom, for those who audit, and whether the log is whole."""

import streamlit as st

from dashboard import data
from dashboard.boards.log import log_board
from metrics.access.permissions import Action
from metrics.views.parts import wording

st.title(wording.LOG)
if data.may(Action.READ_LOG):
    log_board.show()
else:
    st.info("操作日志由审计和系统管理员查看。")
