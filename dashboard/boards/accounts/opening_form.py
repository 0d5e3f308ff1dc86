"""The form for one new account (开通账号)."""

import streamlit as st

from dashboard import accounts
from dashboard.boards.accounts import passwords_told, role_fields
from dashboard.components import form_fields
from dashboard.components.plain_text import escaped
from metrics.access.accounts import COLUMNS, HandedOut, Proposed


def show() -> None:
    """Offer the form behind a button."""
    with st.popover("开通账号", icon=":material/person_add:", key="open_account"):
        chosen = role_fields.role(key="open_account:role")
        with form_fields.form("account") as form:
            name = st.text_input(
                "账号（小写字母、数字，登录时输入）",
                key=form.field("name"),
                max_chars=64,
                required=True,
            )
            shown = st.text_input(
                f"{COLUMNS['shown']}（写单位和岗位亦可，如“城关区经办”）", key=form.field("shown"),
                max_chars=40, required=True,
            )  # fmt: skip
            asked = role_fields.place(form, chosen)
            form.button("开通")
        if form.sent and asked.region is None:
            form.refuse("区划中没有该级地区，不能授予该角色。")
            return
        wanted = Proposed(name, shown, asked.role, asked.region or "", asked.until)
        form.keep(lambda: _opened(wanted), words=_words)


def _opened(wanted: Proposed) -> HandedOut:
    made = accounts.open_one(wanted)
    passwords_told.keep([made])
    return made


def _words(made: HandedOut) -> str:
    return escaped(f"已开通账号{made.name}，初始密码见页面上方。")
