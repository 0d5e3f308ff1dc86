"""What a report would change and where its unit would stand: figures beside those of now, and lists to unfold."""

import streamlit as st

from dashboard.components import signal_table
from dashboard.components.plain_text import escaped
from metrics.changes.preview import Preview
from metrics.views.parts.table import DisplayTable
from metrics.views.reported import preview_figures, preview_tables

HEIGHT = 320


def figures(told: Preview, *, once: str = "入库") -> None:
    """Draw where the unit stands as it would be `once` it is in, each figure beside what it is now."""
    listed = preview_figures.key_figures(told)
    if told.unjudged:
        st.caption(f"{once}后的得分和名次暂时不能试算：{escaped(told.unjudged)}")
    elif listed:
        st.caption(f"{once}后的得分、名次和灯色（试算）：")
    with st.container(horizontal=True, key="foreseen"):
        for figure in listed:
            st.metric(
                figure.label, figure.value, figure.detail, delta_color="off", delta_arrow="off",
                help=figure.help or None, border=True,
            )  # fmt: skip


def changes(told: Preview) -> None:
    """List what changes: counts in sight, lists to unfold."""
    if not any(told.differences.totals[way] for way in ("added", "changed", "removed")):
        st.caption("各条记录与上次报送完全相同。")
        return
    turning = preview_tables.turning(told)
    if turning.lines:
        with st.expander(turning.title):
            _table(preview_tables.lights(told), "lights")
            _table(turning, "turning")
    with st.expander("各工作表、各项目的变化"):
        _table(preview_tables.by_sheet(told.differences), "sheets")
        _table(preview_tables.by_project(told.differences), "projects")
    for at, table in enumerate(preview_tables.lists(told.differences)):
        with st.expander(table.title):
            _table(table, f"list:{at}")


def _table(table: DisplayTable, key: str) -> None:
    signal_table.show(table, key=f"preview:{key}", height=HEIGHT)
    if table.note:
        st.caption(table.note)
