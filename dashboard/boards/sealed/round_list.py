"""The rounds of a place, the last sealed first; a row opens the whole story of one."""

import streamlit as st

from dashboard import data, office, round_book
from dashboard.components import address, signal_table
from metrics.scope import Scope
from metrics.views.rating import round_tables


def show(scope: Scope) -> None:
    """Draw the list, or say that there is none yet."""
    listed = round_book.list_rounds(scope.place)
    if not listed:
        st.info("还没有可查看的封账轮次。封账后经他人复核、公示，各地可在此查看并提出异议。")
        return
    table = round_tables.listed(listed, data.unit_names(), office.today())
    picked = signal_table.show(
        table, key="rounds", select="row", link="called", pinned="called", height=420
    )
    if picked:
        address.go(round=picked.key)
