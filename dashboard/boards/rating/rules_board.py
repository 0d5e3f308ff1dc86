"""Every rule of a pack, searched by any word that stands in its row."""

import streamlit as st

from dashboard.components import address, signal_table
from dashboard.components.plain_text import escaped
from metrics.rules.value import RulePack
from metrics.version import VERSION
from metrics.views.parts import wording
from metrics.views.rating import rule_tables

HINT = "输入文号、参数名称或内容，如：甘建城〔2022〕15号"


def show(rules: RulePack) -> None:
    """Draw the search and the table."""
    st.title(wording.RULES)
    table = rule_tables.rules_in_force(rules)
    sought = address.sought("sought", "查找", placeholder=HINT, longest=40)
    matches = rule_tables.matching(table, sought)
    if matches.lines:
        signal_table.show(matches, key="rules", pinned="rule", height=560)
    elif not table.lines:
        st.info("这一天还没有生效的参数，请选用较晚的日期。")
    else:
        st.info(f"没有与“{escaped(sought)}”相符的参数。")
    st.caption(
        f"{escaped(table.title)}：标为“{wording.SYSTEM_DEFAULT}”的，国家标准未作规定，请以本地文件为准；"
        f"更改参数须在参数集文件中增加新的生效日期，旧值保留。程序版本{VERSION}。"
    )
