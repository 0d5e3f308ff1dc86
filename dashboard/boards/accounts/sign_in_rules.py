"""What signing in asks for (登录要求), as the office decides: passwords, and how long a session lasts."""

from datetime import timedelta

import streamlit as st

from dashboard import accounts
from dashboard.components import form_fields
from metrics.office import PASSWORD_LENGTHS, SESSIONS_LAST, SESSIONS_REST


def show() -> None:
    """Draw the form with what holds now."""
    st.caption(
        "密码须含大写字母、小写字母、数字、符号中的三类，不含账号名。密码位数对以后设置的密码有效，已有密码不受影响；"
        "登录时限自下次登录起执行，无操作时限即时生效。"
    )
    lasts = accounts.session_lengths()
    with form_fields.form("sign-in rules", border=True) as form:
        password = _number("密码最短位数", PASSWORD_LENGTHS, accounts.least_password(), form)
        hours = _number(
            "登录最长时间（小时）", SESSIONS_LAST, lasts.longest // timedelta(hours=1), form
        )
        idle = _number(
            "无操作自动退出（分钟）", SESSIONS_REST, lasts.idle // timedelta(minutes=1), form
        )
        form.button("保存")
    form.keep(
        lambda: accounts.set_sign_in_rules(
            password=password, hours=hours, idle=idle, form=form.number
        ),
        words=lambda changed: "已保存。" if changed else "没有改动。",
    )


def _number(label: str, bounds: tuple[int, int], held: int, form: form_fields.Form) -> int:
    least, most = bounds
    typed = st.number_input(
        label, min_value=least, max_value=most, value=held, key=form.field(label)
    )
    return int(typed)
