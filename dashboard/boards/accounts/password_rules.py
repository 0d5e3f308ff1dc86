"""How long a password has to be (密码要求), as the office decides."""

import streamlit as st

from dashboard import accounts
from dashboard.components import form_fields
from metrics.office import PASSWORD_LENGTHS


def show() -> None:
    """Draw the form with what holds now."""
    st.caption(
        "密码须含大写字母、小写字母、数字、符号中的三类，不含账号名。改动对以后设置的密码有效，已有密码不受影响。"
    )
    least, most = PASSWORD_LENGTHS
    with form_fields.form("password rules", border=True) as form:
        length = st.number_input(
            "密码最短位数", min_value=least, max_value=most, value=accounts.least_password(),
            key=form.field("length"),
        )  # fmt: skip
        form.button("保存")
    form.keep(
        lambda: accounts.set_password_length(int(length), form=form.number),
        words=lambda changed: "已保存。" if changed else "没有改动。",
    )
