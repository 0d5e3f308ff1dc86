"""The sessions that are open (在线会话): who, since when, from where; any of them can be ended."""

import streamlit as st

from dashboard import accounts
from dashboard.components import address, form_fields, signal_table
from dashboard.components.plain_text import escaped
from metrics.access import acting
from metrics.access.accounts import OpenSession
from metrics.views.access import account_tables
from metrics.views.parts.numbers import MISSING


def show() -> None:
    """Draw the list, and the step for the one that is picked."""
    listed = accounts.open_sessions()
    st.caption(f"现有{len(listed)}个会话。结束后，该浏览器打开的页面随即退出。")
    asked = address.get("pick")
    one = next((each for each in listed if str(each.number) == asked), None)
    if one is None and asked:
        form_fields.tell(_form(asked))
    if not listed:
        st.info("没有人登录。")
        return
    picked = signal_table.show(
        account_tables.open_sessions(listed), key="open_sessions", select="row", link="name",
        chosen=asked, around=380, dense=True,
    )  # fmt: skip
    if picked:
        address.go(pick=picked.key)
    if one is None:
        st.caption("点任一行可结束该会话。")
    else:
        _ending(one)


def _ending(one: OpenSession) -> None:
    own = "（本页所在的会话）" if one.number == acting.actor().session else ""
    st.markdown(f"**{escaped(one.name)}**　来自{escaped(one.address or MISSING)}{own}")
    with form_fields.form(_form(str(one.number))) as form:
        form.button("结束该会话")
    form.keep(lambda: accounts.end_session(one.number), words=lambda _: "已结束。")


def _form(number: str) -> str:
    return f"end_session:{number}"
