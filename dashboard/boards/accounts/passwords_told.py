"""First passwords that were just drawn: told until they are put away, and kept nowhere but in this visit."""

from collections.abc import Sequence

import streamlit as st

from dashboard import office
from dashboard.components import signal_table
from dashboard.components.handed import download
from dashboard.handing import Export
from metrics.access.accounts import HandedOut
from metrics.views.access import account_tables

_TOLD = "first passwords told"


def keep(made: Sequence[HandedOut]) -> None:
    """Tell these from the next drawing on, until they are put away."""
    st.session_state[_TOLD] = [*st.session_state.get(_TOLD, ()), *made]


def show() -> None:
    """Draw what is to be handed over, if anything."""
    told: list[HandedOut] = st.session_state.get(_TOLD, [])
    if not told:
        return
    with st.container(border=True, key="passwords_told"):
        st.warning(
            f"以下{len(told)}个初始密码只显示这一次：请下载或抄录，分别交给本人，再点“已保存，清除”。"
            "本人首次登录须修改密码。"
        )
        signal_table.show(account_tables.handed_out(told), key="handed_out", height=260, dense=True)
        with st.container(horizontal=True):
            download.show(
                lambda: account_tables.handed_out(told), name=f"初始密码_{office.today()}",
                key="handed_out_csv", label="下载初始密码（CSV）", kind="csv",
                export=Export("初始密码", rows=len(told), personal=True, records=False),
            )  # fmt: skip
            st.button("已保存，清除", key="passwords_away", on_click=_put_away)


def _put_away() -> None:
    st.session_state.pop(_TOLD, None)
