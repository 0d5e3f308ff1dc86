"""The star of a place or project (关注), and what the visitor follows or opened last, with the ways there."""

import streamlit as st

from dashboard import data, office
from dashboard.components import choices, pages
from dashboard.components.plain_text import escaped
from metrics.scope import Scope

PAGES = {"place": ("place", "region"), "project": ("project", "project")}
"""The page of each kind, and under which name its address says the code."""
MOST = 6
"""So many of each are told on a page of other things."""
ICONS = {True: ":material/star:", False: ":material/history:"}


def show(kind: str, key: str) -> None:
    """Draw the star of what the page is about, and note that it was opened; nothing where nobody signs in."""
    if data.who().account is None:
        return
    noted: set[tuple[str, str]] = st.session_state.setdefault("opened", set())
    if (kind, key) not in noted:
        noted.add((kind, key))
        office.note_opened(kind=kind, key=key)
    mine = {(each.kind, each.key) for each in office.my_items() if each.followed}
    is_mine = (kind, key) in mine
    label, step = ("已关注", office.leave) if is_mine else ("关注", office.follow)
    if st.button(
        label, icon=":material/star:" if is_mine else ":material/star_border:", key=f"star:{kind}:{key}",
        help="关注的地区和项目列在总览和搜索页的“我的关注”中，只有本人可见。",
    ):  # fmt: skip
        step(kind=kind, key=key)
        st.rerun()


def listed(scope: Scope, *, most: int = MOST) -> None:
    """Draw what the visitor follows, then what he opened last; nothing where there is nothing."""
    mine = office.my_items()
    names = data.names_of(scope, [each.key for each in mine if each.kind == "project"])
    names |= {each.key: data.name_of(each.key) for each in mine if each.kind == "place"}
    for followed, label in ((True, "我的关注"), (False, "最近浏览")):
        shown = [each for each in mine if each.followed is followed and each.key in names][:most]
        if not shown:
            continue
        with st.container(
            horizontal=True, key=f"mine:{label}", vertical_alignment="center", gap="small"
        ):
            st.markdown(f"**{label}**", width="content")
            for each in shown:
                page, name = PAGES[each.kind]
                steps = {**choices.carried(scope), name: each.key}
                pages.link(
                    page, label=escaped(names[each.key]), icon=ICONS[followed], query_params=steps
                )
