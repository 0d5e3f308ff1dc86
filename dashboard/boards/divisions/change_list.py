"""The list of changes of divisions, and one of them taken back."""

from dataclasses import asdict

import streamlit as st

from dashboard import data, office
from dashboard.components import form_fields, signal_table
from metrics.views.reported import division_tables


def show() -> None:
    """Draw the list of changes, the last registered first."""
    form_fields.tell("division_confirm")
    listed = [asdict(each) for each in office.list_changes()]
    if not listed:
        st.info("没有办理过区划调整。更名、代码变更、划归、撤并、拆分请在“登记调整”中办理。")
        return
    signal_table.show(
        division_tables.changes(listed, data.unit_names()), key="division_changes", height=420
    )
    st.caption(
        "办理后，原地区的项目、小区随之转到承接的地区，编码和历史不变；接过来的不算新开工。"
        "生效前的数据日期仍按原地区显示。"
    )
