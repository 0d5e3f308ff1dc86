"""What was decided on a report in review, and of one that was returned the workbook with its cells marked."""

from pathlib import PurePath

import streamlit as st

from dashboard import data, office
from dashboard.components import signal_table
from dashboard.components.handed import paper_offer
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.errors import OutputNotWritten
from metrics.reporting.review.standing import Reviewed, State
from metrics.views.reported import review_tables


def show(one: Reviewed | None) -> None:
    """Draw where it is, the decisions, and what was objected to; nothing where nobody reviews it."""
    if one is None:
        return
    names = data.unit_names()
    words = escaped(review_tables.where_words(one, names, office.today()))
    (st.error if one.state is State.RETURNED else st.info)(words)
    if one.reviews:
        signal_table.show(review_tables.trail(one, names), key="trail")
    if one.objections:
        _objections(one)


def _objections(one: Reviewed) -> None:
    table = review_tables.objections(one)
    st.markdown(f"**{escaped(table.title)}**")
    signal_table.show(table, key="objections")
    stem = PurePath(one.submission.file_name).stem
    paper_offer.show(
        f"退回_{stem}", "下载标注后的工作簿", lambda: _marked(one), kind="xlsx",
        export=Export("标注工作簿", f"第{one.submission.id}号", personal=True),
    )  # fmt: skip


def _marked(one: Reviewed) -> bytes:
    copy = data.returned_workbook(one)
    if copy.content is None:
        raise OutputNotWritten(copy.note)
    return copy.content
