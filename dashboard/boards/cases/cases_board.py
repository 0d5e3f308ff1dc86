"""The library of cases (经验案例): search by theme, indicator and words; add, correct, withdraw."""

import streamlit as st

from dashboard import data, office
from dashboard.boards.cases import case_form
from dashboard.components import address, signal_table
from dashboard.components.plain_text import escaped
from metrics.access.permissions import Action
from metrics.dispatch.cases import Case, withdrawn
from metrics.standards.catalogue import NATIONAL
from metrics.views.dispatch import case_tables
from metrics.views.parts import wording

ALL = ""
LONGEST_WORDS = 30
KEPT = "更正或撤回", ":material/edit:"
READ = "登记经过", ":material/history:"
"""What opens a case by itself, for whoever keeps the cases and for whoever only reads them."""


def show() -> None:
    """Draw one case if the address names it, else search, cases and the form for a new one."""
    asked = address.get("case")
    if asked:
        _one(asked)
        return
    st.title(wording.CASES)
    themes = office.case_themes()
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        cases = _sought(themes)
        case_form.adding()
    if not themes:
        _empty()
    elif not cases:
        st.info("没有符合条件的案例，请放宽主题、指标或关键词。")
    else:
        st.caption(f"共{len(cases)}个案例。")
    for case in cases:
        card(case, key=f"case:{case.id}", opens=True)
    _withdrawn()


def _sought(themes: list[str]) -> list[Case]:
    theme = address.choose(
        "theme", "主题", (ALL, *themes), default=ALL, text=lambda t: t or "全部主题"
    )
    codes = (ALL, *NATIONAL.by_code)
    item = address.choose("helps", "指标", codes, default=ALL, text=_item)
    words = address.sought("words", "关键词", placeholder="按地区或做法搜索", longest=LONGEST_WORDS)
    return office.find_cases(theme=theme or None, indicator=item or None, words=words)


def _item(code: str) -> str:
    return case_form.named(code) if code else "全部指标"


def _empty() -> None:
    st.info("案例库还是空的。可以载入随系统附带的公开案例，或点“新增案例”录入本地做法。")
    if st.button("载入附带案例", type="primary", key="load_cases"):
        office.load_cases()
        st.rerun()


def card(case: Case, *, key: str, opens: bool = False) -> None:
    """Draw one case: theme, place, what was done, the indicators it helps, and its source.

    `opens` offers the case by itself, to correct or withdraw it.
    """
    with st.container(border=True, key=key):
        st.markdown(f"**{escaped(case.theme)}**　{escaped(case.place)}")
        st.markdown(escaped(case.summary))
        helps = "、".join(case_form.named(code) for code in case.indicators)
        st.caption(f"对应指标：{escaped(helps)}　　来源：{escaped(case.source)}")
        words, icon = KEPT if data.may(Action.KEEP_CASES) else READ
        if opens and st.button(words, icon=icon, type="tertiary", key=f"{key}:open"):
            address.go(case=str(case.id))


def _withdrawn() -> None:
    """List the cases that were withdrawn, folded: what was written down of them can be read."""
    gone = withdrawn(office.case_entries())
    if not gone:
        return
    with st.expander(f"已撤回的案例（{len(gone)}个）", icon=":material/block:"):
        for case in gone:
            words = escaped(f"{case.theme}　{case.place}")
            if st.button(words, type="tertiary", key=f"withdrawn:{case.id}"):
                address.go(case=str(case.id))


def _one(asked: str) -> None:
    if st.button(f"返回{wording.CASES}", icon=":material/arrow_back:", key="cases_back"):
        address.go(case=None)
    entries = [entry for entry in office.case_entries() if str(entry.case) == asked]
    if not entries:
        st.warning("案例库中没有这个案例，请返回列表重新选择。")
        return
    case = entries[-1].said
    if case is None:
        st.title(wording.CASES)
        st.info("该案例已撤回；如需继续采用，请返回列表点“新增案例”重新录入。")
    else:
        st.title(escaped(case.theme))
        card(case, key="case:one")
    case_form.steps(case, number=entries[0].case, entries=len(entries))
    st.header("登记和更正经过")
    signal_table.show(case_tables.book(entries), key="case_book")
