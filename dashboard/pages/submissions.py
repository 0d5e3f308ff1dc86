"""数据报送: send a workbook, see every wrong cell, take the marked copy, look up what was sent."""

import streamlit as st

from dashboard.boards.reported import submission_history, template_offer, upload_board
from metrics.views.parts import wording

st.title(wording.SUBMISSIONS)
left, right = st.columns([1, 1], gap="medium")
with left:
    upload = upload_board.form()
with right:
    template_offer.show()
upload_board.outcome(upload)
submission_history.show()
