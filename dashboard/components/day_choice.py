"""The day on which lights are judged: the calendar's by default, or any that the officer picks."""

from datetime import date

import streamlit as st

from dashboard import office
from dashboard.components import address, controls
from dashboard.components.plain_text import escaped
from metrics.views.parts import numbers

KEY = "choice:on"
_WRITTEN = "on:written"


def show() -> date:
    """Offer the day and return it; it stands in the address unless it is today."""
    today = office.today()
    _adopt(today)
    day = controls.day(
        "灯色和逾期天数按哪一天判定", key=KEY, default=today, width=150,
        label_visibility="collapsed", help="灯色和逾期天数按这一天判定，默认为今天。",
    )  # fmt: skip
    written = None if day == today else day.isoformat()
    address.put("on", written)
    st.session_state[_WRITTEN] = written
    return day


def words(day: date) -> str:
    """Say on which day the lights of the page are judged."""
    today = "（今天）" if day == office.today() else ""
    return f"灯色和逾期天数按{numbers.day(day)}{today}判定。"


def _adopt(today: date) -> None:
    """Take over a day that the address newly names; what is no day is said and replaced."""
    asked, written = address.get("on"), st.session_state.get(_WRITTEN)
    if asked is None and address.is_new():
        st.session_state[KEY] = today
    if asked is not None and asked != written:
        try:
            st.session_state[KEY] = date.fromisoformat(asked)
        except ValueError:
            st.warning(f"地址中的日期“{escaped(asked[:20])}”应写作2024-07-08，已改用今天。")
            st.session_state[KEY] = today
    st.session_state.setdefault(KEY, date.fromisoformat(written) if written else today)
