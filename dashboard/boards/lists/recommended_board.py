"""推荐激励名单: how many places, who is recommended, and every region with each condition."""

from functools import partial

import streamlit as st

from dashboard import data, incentive_lists
from dashboard.boards.lists import told_scope
from dashboard.boards.lists.told_scope import Told
from dashboard.components import address, controls, region_link, signal_table
from dashboard.components.handed import paper_offer, table_files
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.lists.rule_keys import SEATS
from metrics.scope import Scope
from metrics.views.lists import recommended_tables
from metrics.views.parts import numbers
from metrics.views.rating.ranking import names_of

AROUND = 360
"""Pixels above and below the table."""
MOST = 30
"""So many places are offered, or as many as the rule has."""


def show(scope: Scope) -> None:
    """Draw who is recommended, who waits, and what the others lack."""
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        told = told_scope.choose(scope)
        number = _number(told.scope)
        _files(told, number)
    told_scope.own_row_words(told)
    source = data.list_source(told.scope)
    found = data.recommended_told(told.scope, told.level, number)
    names = names_of(source.evaluation)
    st.markdown(escaped(recommended_tables.summary(found, names)))
    table = told.shown(recommended_tables.conditions(source.evaluation, found))
    picked = signal_table.show(
        table, key="recommended", select="row", link="name", pinned="name", hidden=("region",),
        around=AROUND, dense=True,
    )  # fmt: skip
    region_link.follow(scope, picked.key if picked else None)
    asked = "；".join(recommended_tables.gates_words(source.rules))
    st.caption(escaped(f"条件：{asked}。{table.note}"))


def _number(scope: Scope) -> int:
    usual: int = data.list_source(scope).rules[SEATS].number
    return address.choose(
        "seats", "名额", tuple(range(1, max(MOST, usual) + 1)), default=usual,
        text=lambda number: f"名额{number}个",
    )  # fmt: skip


def _files(told: Told, number: int) -> None:
    scope, level = told.scope, told.level
    table_files.show(
        "推荐激励条件逐项对照", scope, Export("推荐激励条件逐项对照", records=False),
        partial(incentive_lists.conditions_file, scope, level, number),
    )  # fmt: skip
    with st.popover("公示文稿", icon=":material/campaign:", key="public_list"):
        day = controls.day("公示日期", key="published_on", default=None,
            help="用来推算公示期的截止日；空着的不推算。",
        )  # fmt: skip
        paper_offer.official(
            f"推荐激励名单公示_{numbers.day(scope.as_of)}", "生成",
            partial(incentive_lists.public_file, scope, level, number, day),
            export=Export("推荐激励名单公示", records=False),
        )  # fmt: skip
        st.caption("未封账的标“测算”，轮次未公示的标“送审稿”；名单按行政区划代码排列。")
