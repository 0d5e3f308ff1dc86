"""账号管理: who may come in, as what, and for how long; for those who keep accounts."""

import streamlit as st

from dashboard import data
from dashboard.boards.accounts import account_list, many_form, sessions_board, sign_in_rules
from dashboard.components import address
from metrics.access.permissions import Action
from metrics.views.parts import wording

PARTS = {
    "list": ("账号", account_list.show),
    "many": ("批量开通", many_form.show),
    "sessions": ("在线会话", sessions_board.show),
    "rules": ("登录要求", sign_in_rules.show),
}

st.title(wording.ACCOUNTS)
if data.may(Action.KEEP_ACCOUNTS):
    part = address.choose(
        "part", "内容", tuple(PARTS), default="list", text=lambda part: PARTS[part][0],
        segmented=True,
    )  # fmt: skip
    PARTS[part][1]()
else:
    st.info("账号由系统管理员管理。需要开通账号、更改角色或重设密码的，请联系系统管理员。")
