"""What changed between two data dates, cached by both and by what was known of them."""

from datetime import date
from typing import NamedTuple

import polars as pl
import streamlit as st

from dashboard.data import store
from dashboard.data.results import View
from metrics.changes.between_dates import Dispatch, changes
from metrics.packs import pack as rules
from metrics.supervision.table import supervision
from sql.database.engine import session_scope
from sql.reported.correction_senders import correction_senders


class Changed(NamedTuple):
    """The changes, and who sent each correction."""

    found: Dispatch
    senders: pl.DataFrame


def changed(view: View, before: date) -> Changed:
    """Return what changed in the view's place from an earlier data date to the view's."""
    known = (store.known_by(before), store.known_by(view.as_of))
    return _changed(known, before, *view)


@st.cache_resource(max_entries=8, show_spinner="正在比较两个数据日期……")
def _changed(
    known: tuple[int, int], before: date, place: str, as_of: date, year: int, pack: str
) -> Changed:
    then = store.frames_known(known[0], before, year)
    now = store.frames_known(known[1], as_of, year)
    packs = rules.load_pack(pack).on(before), rules.load_pack(pack).on(as_of)
    earlier, later = (
        supervision(frames, own, place=place).projects.select(
            "project", pl.col("light").cast(pl.String)
        )
        for frames, own in zip((then, now), packs, strict=True)
    )
    found = changes(then, now, packs, place=place, lights=(earlier, later))
    with session_scope() as session:
        senders = correction_senders(session, found.corrections, before=before, after=as_of)
    return Changed(found, senders)
