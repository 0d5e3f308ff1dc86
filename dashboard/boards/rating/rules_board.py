"""Every rule of a pack, searched by any word that stands in its row; a row says what reads it."""

import streamlit as st

from dashboard import data
from dashboard.components import address, choices, pages, scroll_here, signal_table
from dashboard.components.plain_text import escaped
from metrics.rules.value import RulePack
from metrics.scope import LOCAL, Scope
from metrics.standards.catalogue import NATIONAL
from metrics.version import VERSION
from metrics.views.parts import wording
from metrics.views.rating import rule_tables

HINT = "输入文号、参数名称或内容，如：甘建城〔2022〕15号"


def show(scope: Scope, rules: RulePack) -> None:
    """Draw the search, the table, and what reads the rule that was opened."""
    st.title(wording.RULES)
    inside = sorted(data.regions_below(scope, scope.place))
    table = rule_tables.rules_in_force(rules, inside)
    sought = address.sought("sought", "查找", placeholder=HINT, longest=40)
    matches = rule_tables.matching(table, sought)
    if matches.lines:
        picked = signal_table.show(
            matches, key="rules", select="row", link="rule", pinned="rule", height=560,
            chosen=address.get("rule"),
        )  # fmt: skip
        if picked:
            address.go(rule=picked.key)
        _read_by(scope, rules)
    elif not table.lines:
        st.info("这一天还没有生效的参数，请选用较晚的日期。")
    else:
        st.info(f"没有与“{escaped(sought)}”相符的参数。")
    _uniform_link(scope, rules)
    st.caption(
        f"{escaped(table.title)}：标为“{wording.SYSTEM_DEFAULT}”的，国家标准未作规定，请以本地文件为准；"
        f"更改参数须在参数集文件中增加新的生效日期，旧值保留。程序版本{VERSION}。"
    )


def _uniform_link(scope: Scope, rules: RulePack) -> None:
    """Lead to what one rule for all places would change, where each place goes by its own."""
    if rules.name == LOCAL:
        pages.link(
            "whatif", label="各地改按统一规定的影响", icon=":material/compare_arrows:",
            query_params={**choices.carried(scope), "part": "uniform"},
        )  # fmt: skip


def _read_by(scope: Scope, rules: RulePack) -> None:
    """Name the measures that read the rule opened, each with the way to its records."""
    key = (address.get("rule") or "").partition(rule_tables.AT)[0]
    if key not in rules:
        return
    scroll_here.show(f"rule:{key}")
    readers = [
        each
        for each in NATIONAL.measures.values()
        if any(line.key == key for line in rule_tables.rules_read(rules, each).lines)
    ]
    label = escaped(rules.rule(key).label)
    if not readers:
        st.markdown(
            f"“{label}”不由单条衡量内容取用，用于计分、排名、灯色、报送等全部地区通用的判定。"
        )
        return
    st.markdown(f"取用“{label}”的衡量内容：")
    for measure in readers:
        steps = {"item": NATIONAL.item_of[measure.code].code, "measure": measure.code}
        pages.link(
            "indicators", label=f"{measure.code} {escaped(measure.title)}", icon=":material/grid_on:",
            query_params={**choices.carried(scope), **steps},
        )  # fmt: skip
