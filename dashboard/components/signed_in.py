"""Who is signed in, in the corner of the page's head: name, roles, a new password, the way out."""

import streamlit as st

from dashboard import data
from dashboard.components.plain_text import escaped
from metrics.access import acting
from metrics.access.actor import Grant
from metrics.access.roles import NAMES
from metrics.views.parts import numbers


def show() -> None:
    """Draw it; nothing where nobody has to sign in."""
    who = acting.actor()
    if who.is_machine:
        return
    with (
        st.container(key="signed_in"),
        st.popover(escaped(who.shown), icon=":material/account_circle:", type="tertiary"),
    ):
        st.markdown(f"账号：{escaped(who.name)}")
        for grant in who.grants:
            st.markdown(_words(grant))
        links = "[退出登录](/sign-out)"
        if who.meeting is None and not (data.shows_demo() or data.only_sealed()):
            links = f"[修改密码](/password)　　{links}"
        st.markdown(links)


def _words(grant: Grant) -> str:
    until = f"，至{numbers.day(grant.until)}止" if grant.until else ""
    return f"{NAMES[grant.role]}（{escaped(data.name_of(grant.region))}{until}）"
