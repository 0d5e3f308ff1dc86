"""Money, utilities, contents and archives of one project, as they were reported."""

import streamlit as st

from dashboard.components import signal_table
from dashboard.components.plain_text import escaped
from metrics.supervision.one_project import OneProject
from metrics.views.parts.table import DisplayTable
from metrics.views.supervision import project_parts, project_tables

FILES = "按报送的档案情况列有无；本系统不存放文件和照片，原件由县区保管。整改问题的佐证见“整改问题”的佐证材料栏。"


def show(one: OneProject) -> None:
    """Draw them two by two."""
    left, right = st.columns([1.1, 1], gap="medium")
    with left:
        _listed(project_tables.money_table(one), "money", "没有报送资金。")
        st.caption(escaped(project_tables.investment_words(one)))
    with right:
        _listed(project_parts.archive_table(one), "archives", "没有报送小区档案。")
        st.caption(FILES)
    left, right = st.columns([1.1, 1], gap="medium")
    with left:
        _listed(project_parts.facility_table(one), "utilities", "没有报送专营设施。")
    with right:
        _listed(project_parts.content_table(one), "contents", "没有报送改造内容。")


def _listed(table: DisplayTable, anchor: str, nothing: str) -> None:
    st.header(escaped(table.title), anchor=anchor)
    if table.lines:
        signal_table.show(table, key=anchor, height=300, dense=True)
        if table.note:
            st.caption(table.note)
    else:
        st.info(nothing)
