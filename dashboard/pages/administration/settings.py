"""系统设置: how an office begins (正式使用), and what it has set since."""

import streamlit as st

from dashboard import data
from dashboard.boards.beginning import beginning_form
from dashboard.boards.settings import office_form, rule_form, settings_history
from dashboard.components import address
from metrics.access.permissions import Action
from metrics.views.parts import wording

PARTS = {
    "office": ("单位信息", office_form.show),
    "rules": ("参数", rule_form.show),
    "history": ("设置记录", settings_history.show),
}

if data.own_province() is None:
    beginning_form.show()
else:
    st.title(wording.SETTINGS)
    offered = [part for part in PARTS if part != "rules" or data.may(Action.DECIDE_RULES)]
    part = address.choose(
        "part", "内容", tuple(offered), default="office", text=lambda part: PARTS[part][0],
        segmented=True,
    )  # fmt: skip
    PARTS[part][1]()
