"""权重稳健性: how rank and grade of each region hold when the weights are others."""

import streamlit as st

from dashboard import data
from dashboard.boards.comparison import region_choice
from dashboard.components import region_link, signal_table
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.components.ways import level_choice
from dashboard.handing import Export
from metrics.comparison.rule_keys import WEIGHT_TRIALS
from metrics.scope import Scope
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.rating import stability_tables

AROUND = 330
"""Pixels above and below the table."""


def show(scope: Scope) -> None:
    """Draw the main ranking of a level, and the small group below it."""
    ranked = region_choice.ranked_in(scope)
    if WEIGHT_TRIALS not in data.evaluation(ranked).rules:
        st.info("这一天（或这一轮封账）的参数集还没有“权重稳健性抽样”这一参数，请选用较晚的日期。")
        return
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        level = level_choice.show(ranked)
        main, small = (_table(ranked, level, group) for group in ("main", "small"))
        download.show(
            lambda: main._replace(lines=main.lines + small.lines),
            name=f"{main.title}_{numbers.day(scope.as_of)}", key="stability_file",
            export=Export("权重稳健性", rows=len(main.lines) + len(small.lines), records=False),
            traced=True, scope=ranked,
        )  # fmt: skip
    st.markdown(escaped(stability_tables.stability_words(main)))
    _drawn(scope, main, key="stability", around=AROUND)
    st.caption(escaped(main.note))
    if small.lines:
        st.header(f"{escaped(small.title)}　{len(small.lines)}个")
        _drawn(scope, small, key="stability_small", around=AROUND)


def _table(scope: Scope, level: str, group: str) -> DisplayTable:
    found = data.weight_stability(scope)
    return stability_tables.stability_table(data.evaluation(scope), found, level, group=group)


def _drawn(scope: Scope, table: DisplayTable, *, key: str, around: int) -> None:
    picked = signal_table.show(
        table, key=key, select="row", link="name", pinned="name", hidden=("region",),
        chosen=data.own_place(), around=around, dense=True,
    )  # fmt: skip
    region_link.follow(scope, picked.key if picked else None)
