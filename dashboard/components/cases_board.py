"""The library of cases (经验案例): search by theme, indicator and words; add one; load those that ship."""

import streamlit as st

from dashboard import office
from dashboard.components import address, signature
from dashboard.components.plain_text import escaped
from metrics.catalogue import CATALOGUE, MEASURES
from metrics.errors import UserError
from metrics.views import wording
from metrics.views.indicator_tables import ITEMS
from metrics.cases import Case

ALL = ""
LONGEST_WORDS = 30


def show() -> None:
    """Draw search, cases and the form for a new one."""
    st.title(wording.CASES)
    themes = office.case_themes()
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        found = _sought(themes)
        _adding()
    if not themes:
        _empty()
    elif not found:
        st.info("没有符合条件的案例，请放宽主题、指标或关键词。")
    else:
        st.caption(f"共{len(found)}个案例。")
    for place, case in enumerate(found):
        card(case, key=f"case:{place}")


def _sought(themes: list[str]) -> list[Case]:
    theme = address.choose(
        "theme", "主题", (ALL, *themes), default=ALL, text=lambda t: t or "全部主题"
    )
    codes = (ALL, *(row.code for row in CATALOGUE))
    item = address.choose("helps", "指标", codes, default=ALL, text=_item)
    words = address.sought("words", "关键词", placeholder="按地区或做法搜索", longest=LONGEST_WORDS)
    return office.find_cases(theme=theme or None, indicator=item or None, words=words)


def _item(code: str) -> str:
    return f"{code} {ITEMS[code].title}" if code else "全部指标"


def _empty() -> None:
    st.info("案例库还是空的。可以载入随系统附带的公开案例，或点“新增案例”录入本地做法。")
    if st.button("载入附带案例", type="primary", key="load_cases"):
        office.load_cases()
        st.rerun()


def card(case: Case, *, key: str) -> None:
    """Draw one case: theme, place, what was done, the indicators it helps, and its source."""
    with st.container(border=True, key=key):
        st.markdown(f"**{escaped(case.theme)}**　{escaped(case.place)}")
        st.markdown(escaped(case.summary))
        helps = "、".join(_named(code) for code in case.indicators)
        st.caption(f"对应指标：{escaped(helps)}　　来源：{escaped(case.source)}")


def _named(code: str) -> str:
    title = MEASURES[code].title if code in MEASURES else ITEMS[code].title
    return f"{code} {title}"


def _adding() -> None:
    with st.popover("新增案例", icon=":material/add:", key="add_case"):
        with st.form("case", border=False):
            theme = st.text_input("主题", key="case:theme", max_chars=60)
            place = st.text_input("地区", key="case:place", max_chars=60)
            summary = st.text_area("做法（用自己的话概括）", key="case:summary", max_chars=1000)
            codes = st.multiselect(
                "对应指标", tuple(MEASURES), format_func=_named, key="case:codes",
                placeholder="选择衡量内容",
            )  # fmt: skip
            source = st.text_input("来源（文件、报道或单位）", key="case:source", max_chars=200)
            by = signature.field(key="case")
            sent = st.form_submit_button("保存", type="primary", key="case:send")
        if sent:
            _keep(
                Case(
                    theme=theme,
                    place=place,
                    summary=summary,
                    indicators=tuple(codes),
                    source=source,
                ),
                by,
            )


def _keep(case: Case, by: str) -> None:
    try:
        office.add_case(case, by=by)
    except UserError as error:
        st.error(escaped(str(error)))
        return
    signature.remember(by)
    st.success(f"已存入案例“{escaped(case.theme)}”，刷新列表后可见。")
