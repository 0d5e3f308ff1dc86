"""数据报送: send workbooks and see every wrong cell, take the blank one, look up what was sent."""

import streamlit as st

from dashboard import data
from dashboard.boards.reported import (
    submission_history,
    template_offer,
    typing_board,
    upload_board,
)
from dashboard.components import address, empty_state
from metrics.access.permissions import Action
from metrics.views.parts import wording

PARTS = {
    "upload": ("上传工作簿", upload_board.show),
    "workbook": ("下载工作簿", template_offer.show),
    "typing": ("在线填报", typing_board.show),
    "sent": ("报送记录", submission_history.show),
}

st.title(wording.SUBMISSIONS)
empty_state.before_the_first_report()
offered = tuple(PARTS) if data.may(Action.REPORT) else ("sent",)
view = address.choose(
    "view", "内容", offered, default=offered[0], text=lambda view: PARTS[view][0], segmented=True
)
PARTS[view][1]()
