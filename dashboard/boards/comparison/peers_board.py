"""同类县区: a county and those most like it; a row opens why the two differ."""

import streamlit as st

from dashboard import data
from dashboard.boards.comparison import region_choice
from dashboard.components import choices, pages, signal_table
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.comparison.likeness import Likeness
from metrics.comparison.rule_keys import PEERS
from metrics.scope import Scope
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.rating import peer_tables

NO_RULE = "这一天（或这一轮封账）的参数集还没有“同类县区”这一参数，请选用较晚的日期。"


def show(scope: Scope) -> None:
    """Draw the choice of a county, and its peers in the province's ranking."""
    whole = data.province_of(scope)
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        region = region_choice.county(region_choice.ranked_in(scope))
        found = None if region is None else _found(whole, region)
        if found is not None:
            table = _table(whole, found)
            download.show(
                lambda: table, name=f"同类县区_{region}_{numbers.day(scope.as_of)}",
                key="peers_file", export=Export("同类县区", rows=len(table.lines), records=False),
                traced=True, scope=whole,
            )  # fmt: skip
    if found is None:
        st.info("所选范围没有县区。" if _ruled(whole) else NO_RULE)
        return
    _drawn(whole, found)


def beside(scope: Scope) -> None:
    """Draw the peers below the page of a county; of another place, nothing."""
    whole = data.province_of(scope)
    found = _found(whole, scope.place)
    if found is not None:
        st.header(escaped(_table(whole, found).title))
        _drawn(whole, found)


def _ruled(whole: Scope) -> bool:
    return PEERS in data.evaluation(whole).rules


def _found(whole: Scope, region: str) -> Likeness | None:
    return data.peers_of(whole, region) if _ruled(whole) else None


def _table(whole: Scope, found: Likeness) -> DisplayTable:
    evaluation, progress = data.evaluation(whole), data.ledger_progress(whole)
    return peer_tables.peer_table(evaluation, found, progress, seen=_seen(found))


def _seen(found: Likeness) -> frozenset[str]:
    """Return those of whom the visitor may see records."""
    every = (found.own, *(peer.county for peer in found.peers))
    return frozenset(each.region for each in every if data.sees(each.region))


def _drawn(whole: Scope, found: Likeness) -> None:
    table = _table(whole, found)
    st.markdown(escaped(peer_tables.peer_words(data.evaluation(whole), found, seen=_seen(found))))
    picked = signal_table.show(
        table, key="peers", select="row", link="name", dense=True, sortable=False,
        chosen=found.own.region,
    )  # fmt: skip
    st.caption(escaped(f"点任一县区查看与它的得分差在哪里。{table.note}"))
    if picked and picked.key != found.own.region:
        steps = {
            **choices.carried(whole), "compare": "differences", "level": "county",
            "region": found.own.region, "other": picked.key,
        }  # fmt: skip
        st.switch_page(pages.file("ranking"), query_params=steps)
