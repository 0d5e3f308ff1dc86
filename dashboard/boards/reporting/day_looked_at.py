"""The day on which it is told who has reported: today, or a day that is over.

A place that is invented has no today: its reports end with the data date, and so does one that
was chosen because it is over.
"""

from datetime import date

import streamlit as st

from dashboard import data, office
from dashboard.components import address, controls
from metrics.scope import Scope
from metrics.views.parts import numbers

KEY, _WRITTEN, _DEFAULT = "choice:day", "day:written", "day:default"


def show(scope: Scope) -> date:
    """Offer the day and return it; it stands in the address unless it is the default."""
    default = data.day_told(scope)
    _adopt(default)
    day = controls.day(
        "按哪一天看报送情况", key=KEY, default=default, width=150, label_visibility="collapsed",
        help="按这一天计算应报的一期和逾期天数。",
    )  # fmt: skip
    written = None if day == default else day.isoformat()
    address.put("day", written)
    st.session_state[_WRITTEN], st.session_state[_DEFAULT] = written, default
    return day


def words(day: date) -> str:
    """Say on which day it is told."""
    today = "（今天）" if day == office.today() else ""
    return (
        f"按{numbers.day(day)}{today}看；数据截止日期不晚于该日的报送都计入，接收时间为北京时间。"
    )


def _adopt(default: date) -> None:
    """Take over a day that the address newly names; another data date brings its own day."""
    asked, written = address.get("day"), st.session_state.get(_WRITTEN)
    if asked is None and (address.is_new() or st.session_state.get(_DEFAULT) != default):
        st.session_state[KEY] = default
    if asked is not None and asked != written:
        st.session_state[KEY] = _read(asked, default)
    st.session_state.setdefault(KEY, date.fromisoformat(written) if written else default)


def _read(asked: str, default: date) -> date:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        address.complain(
            f"地址中的日期“{address.shown(asked)}”应写作2024-07-08，已改用{numbers.day(default)}。"
        )
        return default
