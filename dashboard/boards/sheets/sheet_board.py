"""The score sheet itself, as a document: items, points, how they are scored, and whose it is."""

import streamlit as st

from dashboard import data
from dashboard.components import signal_table
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.sheets.catalogue import sheet
from metrics.views.sheets.sheet_text import sheet_text

KINDS = {"pdf": "下载PDF", "docx": "下载Word", "xlsx": "下载表格（Excel）"}


def show(scope: Scope, name: str) -> None:
    """Draw the items, and offer the sheet as a paper."""
    table = sheet_text(data.sealed_sheet(scope) or sheet(name), data.rules_of(scope))
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        for kind, label in KINDS.items():
            download.show(
                lambda: table, name=table.title, key=f"sheet_text_{kind}", label=label, kind=kind,
                export=Export("考核细则", rows=len(table.lines), records=False),
            )  # fmt: skip
    st.caption(escaped(table.note))
    signal_table.show(table, key="sheet_text", pinned="name")
