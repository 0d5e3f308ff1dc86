"""Every stored version of one region's return (进展报表) of a year."""

import streamlit as st

from dashboard import data
from dashboard.components import signal_table
from dashboard.components.plain_text import escaped
from metrics.scope import Scope
from metrics.views.reported import version_tables


def show(scope: Scope, region: str, year: int, *, key: str, headed: bool = False) -> None:
    """Draw the versions, `headed` by the region's name, or say that there is no return."""
    if headed:
        name = escaped(data.unit_names().get(region, region))
        st.header(f"{name}　{year}年度进展报表的历次报送")
    versions = data.record_versions(scope, "returns", {"region": region, "year": year})
    if not versions:
        st.info(f"该地区没有报送过{year}年度的进展报表。")
        return
    table = version_tables.versions("returns", versions)
    signal_table.show(table, key=key, height=320)
    st.caption(table.note)
