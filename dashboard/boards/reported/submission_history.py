"""What has been submitted, last first, by unit; a row opens one submission."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import data
from dashboard.boards.reported import one_submission
from dashboard.components import address, page_choice, signal_table
from dashboard.components.plain_text import escaped
from metrics.records.reports import Submission
from metrics.views.parts import wording
from metrics.views.reported import beginning_words, confirmed_tables, sent_tables

PAGE = 50
ALL = ""
AROUND = 330
"""Pixels above and below the list."""


def show() -> None:
    """Draw one submission if the address names it, else the list, of all units or of one."""
    listed = data.submissions()
    asked = address.get("submission")
    if asked and listed:
        one_submission.show(asked, listed)
        return
    st.header("报送记录")
    if not listed:
        st.info(f"{wording.NOTHING_YET}{beginning_words.HOW_TO_START}")
        return
    _list(listed)


def _list(listed: Sequence[Submission]) -> None:
    names = data.unit_names()
    units = _units(listed, names)
    with st.container(horizontal=True, key="filters"):
        unit = address.choose("unit", "报送单位", tuple(units), default=ALL, text=units.__getitem__)
        submissions = [s for s in listed if unit in (ALL, s.unit)]
        page = page_choice.show(len(submissions), of=PAGE)
    some = submissions[(page - 1) * PAGE : page * PAGE]
    by = sent_tables.taken_back(listed)
    table = sent_tables.submissions(some, names, by, data.review_states())
    picked = signal_table.show(
        table,
        key="history",
        pinned="name",
        select="row",
        link="name",
        around=AROUND,
        dense=True,
    )
    if picked:
        address.go(submission=picked.key)
    st.caption(
        f"{sent_tables.sum_words(submissions, by)}；时间为北京时间。点任一行可看提示、下载报送原件、"
        "撤回最近一次报送；“—”为没有留存提示（较早版本导入的，或不用工作簿的）。"
    )
    _confirmed(submissions, names)


def _confirmed(submissions: Sequence[Submission], names: Mapping[str, str]) -> None:
    """List what was confirmed before it was stored."""
    table = confirmed_tables.confirmed(submissions, names)
    if table.lines:
        st.markdown(f"**{escaped(table.title)}**")
        signal_table.show(table, key="confirmed", height=300)
        st.caption(table.note)


def _units(listed: Sequence[Submission], names: Mapping[str, str]) -> dict[str, str]:
    """Return who has sent something, by code; all of them come first."""
    codes = sorted({submission.unit for submission in listed})
    return {ALL: "全部单位"} | {code: f"{code} {names.get(code, '')}" for code in codes}
