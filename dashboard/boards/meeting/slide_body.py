"""What stands on one page of a meeting: its words, its tables, and what was written down at it."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard import office
from dashboard.components import signal_table
from dashboard.components.plain_text import escaped
from metrics.dispatch.agenda_items import PROMISES
from metrics.dispatch.meeting import NOTE, Meeting
from metrics.views.dispatch.promise_tables import outcome
from metrics.views.dispatch.slide import Slide

LARGE, DENSE = 8, 9
"""So many rows of a single table fit in large type; more than so many need small type."""


def show(slide: Slide, meeting: Meeting, outcomes: Sequence[str]) -> None:
    """Draw the page, and what was written down at it."""
    with st.container(key="slide"):
        st.title(escaped(slide.title), anchor=False)
        _below(slide, meeting)
        _lines(outcomes, key="outcomes")


def _below(slide: Slide, meeting: Meeting) -> None:
    _lines(slide.lead, key="lead")
    for place, table in enumerate(slide.tables):
        signal_table.show(
            table,
            key=f"slide:{place}",
            dense=len(table.lines) > DENSE,
            large=len(slide.tables) == 1 and len(table.lines) <= LARGE,
        )
    judged = f"状态按会议日期{meeting.held_on}判定。"
    words = (*slide.words, *((judged,) if slide.part == PROMISES else ()))
    _lines(words, key="words" if slide.tables else "big")


def outcomes(slide: Slide, meeting: Meeting) -> tuple[str, ...]:
    """Say what was promised and asked for at this page, as soon as it is written down."""
    if slide.key is None:
        return ()
    standing = office.standing_promises(
        as_of=meeting.held_on, rules=office.rules_of(meeting), place=meeting.place
    )
    here = standing.filter(pl.col("meeting") == meeting.id, pl.col("item") == slide.key)
    promised = [f"承诺{outcome(row)}" for row in here.iter_rows(named=True)]
    noted = [
        f"会议要求：{entry.text}"
        for entry in office.entries_of(meeting.id)
        if entry.kind == NOTE and entry.item == slide.key
    ]
    return (*promised, *noted)


def _lines(words: Sequence[str], *, key: str) -> None:
    if words:
        with st.container(key=key):
            for line in words:
                st.markdown(escaped(line))
