"""What has been submitted, last first, by unit."""

from collections.abc import Sequence

import streamlit as st

from dashboard import data
from dashboard.components import address, page_choice, signal_table
from metrics.records.reports import Submission
from metrics.views.parts import wording
from metrics.views.reported import beginning_words, version_tables

PAGE = 50
ALL = ""


def show() -> None:
    """Draw the list of accepted submissions, of all units or of one."""
    st.subheader("报送记录")
    listed = data.submissions()
    if not listed:
        st.info(f"{wording.NOTHING_YET}{beginning_words.HOW_TO_START}")
        return
    names = data.unit_names()
    units = {ALL: "全部单位"} | {
        s.unit: f"{s.unit} {names.get(s.unit, '')}" for s in _by_unit(listed)
    }
    with st.container(horizontal=True, key="filters"):
        unit = address.choose("unit", "报送单位", tuple(units), default=ALL, text=units.__getitem__)
        submissions = [s for s in listed if unit in (ALL, s.unit)]
        page = page_choice.show(len(submissions), of=PAGE)
    table = version_tables.submissions(submissions[(page - 1) * PAGE : page * PAGE], names)
    signal_table.show(table, key="history", pinned="name", height=420)
    st.caption(f"共{len(submissions):,}次报送；时间为北京时间。")


def _by_unit(listed: Sequence[Submission]) -> list[Submission]:
    return sorted(listed, key=lambda submission: submission.unit)
