"""What is asked of the log: days, account, action, division and words; each stands in the address."""

from datetime import date

import streamlit as st

from dashboard import data
from dashboard.components import address, controls
from dashboard.components.plain_text import escaped

ALL = ""
LONGEST = 40


def show() -> tuple[data.LogAsked, str]:
    """Draw the filters; return what they ask, and the same in words."""
    accounts, actions = data.log_choices()
    people = {ALL: "全部账号"} | {str(number): name for number, name in sorted(accounts.items())}
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        first = _day("first", address.get("first"), label="自")
        last = _day("last", address.get("last"), label="至")
        account = address.choose(
            "account", "账号", tuple(people), default=ALL, text=people.__getitem__, searched=True
        )
        action = address.choose(
            "action", "操作", (ALL, *actions), default=ALL, text=lambda a: a or "全部操作",
            searched=True,
        )  # fmt: skip
        within = _place()
        words = address.sought("words", "查找", placeholder="查找对象、说明、地址", longest=LONGEST)
    asked = data.LogAsked(
        first=first, last=last, account=int(account) if account else None, action=action or None,
        place=within or None, words=words,
    )  # fmt: skip
    told = {
        "自": first, "至": last, "账号": people[account] if account else "", "操作": action,
        "地区": data.unit_names().get(within, within), "查找": words,
    }  # fmt: skip
    return asked, "；".join(f"{name}：{value}" for name, value in told.items() if value)


def _place() -> str:
    names = data.unit_names()
    return address.choose(
        "within", "地区", (ALL, *sorted(names)), default=ALL,
        text=lambda code: f"{code} {names[code]}" if code else "全部地区", searched=True,
    )  # fmt: skip


def _day(name: str, asked: str | None, *, label: str) -> date | None:
    """Offer the day that the address asks for; without one the log is not bounded there."""
    key, noted = f"choice:{name}", f"written:{name}"
    if asked is not None and asked != st.session_state.get(noted):
        try:
            st.session_state[key] = date.fromisoformat(asked)
        except ValueError:
            address.complain(f"地址中的日期“{escaped(asked[:20])}”应写作2024-07-08，没有采用。")
    elif asked is None and address.is_new():
        st.session_state[key] = None
    day = controls.day(label, key=key, default=None, width=150)
    st.session_state[noted] = day.isoformat() if day else None
    address.put(name, st.session_state[noted])
    return day
