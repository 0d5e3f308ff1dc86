"""The known criteria of 督查激励: document, words, how they were seen, and how many regions reach them."""

import streamlit as st

from dashboard import data
from dashboard.boards.lists import told_scope
from dashboard.components import signal_table
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.views.lists import criteria_tables

KINDS = {"xlsx": "下载表格（Excel）", "pdf": "下载PDF", "docx": "下载Word"}


def show(scope: Scope) -> None:
    """Draw the criteria; what nobody has seen stands as 未见原文."""
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        told = told_scope.choose(scope)
        held = data.criteria_held(told.scope, told.level)
        table = criteria_tables.criteria(held, told.level, scope.as_of)
        for kind, label in KINDS.items():
            download.show(
                lambda: table, name=table.title, key=f"criteria_{kind}", label=label, kind=kind,
                export=Export(criteria_tables.NAME, rows=len(table.lines), records=False),
            )  # fmt: skip
    signal_table.show(table, key="criteria", pinned="words", dense=True)
    st.caption(escaped(table.note))
