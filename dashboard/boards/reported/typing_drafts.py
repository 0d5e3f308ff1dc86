"""The drafts of a visit: one for each unit and data date, kept through every rerun and page."""

from datetime import date

import streamlit as st

from dashboard import data
from dashboard.components import controls
from dashboard.components.plain_text import escaped
from metrics.command_line import FIRST_DAY, LAST_DAY
from metrics.typed.draft import Draft
from metrics.views.parts import numbers
from metrics.views.reported import typed_tables

_DRAFTS = "typing:drafts"
_DAY = "typing:day"
_ASKED = "typing:asked"


def day() -> date | None:
    """Ask for the data date; the one that was chosen before stays through every page."""
    st.session_state.setdefault(_DAY, st.session_state.get(_ASKED))
    # Any day there is may be typed: of one that has not come yet the import says so.
    chosen = controls.day(
        "数据截止日期", key=_DAY, default=None, min_value=FIRST_DAY, max_value=LAST_DAY, width=180
    )
    st.session_state[_ASKED] = chosen
    return chosen


def of(unit: str, as_of: date) -> Draft:
    """Return the draft of a unit for a data date, begun now if there is none.

    One in which nothing was typed follows what is reported meanwhile.
    """
    drafts = _all()
    draft = drafts.get((unit, as_of))
    if draft is None or (not draft.changes().total and draft.newest != _newest(unit, as_of)):
        draft = drafts[unit, as_of] = data.draft(unit, as_of)
    for key in [key for key, other in drafts.items() if other is not draft]:
        if not drafts[key].changes().total:
            del drafts[key]
    return draft


def end(draft: Draft) -> None:
    """Forget a draft: it was sent."""
    _all().pop((draft.unit, draft.as_of), None)


def list_others(draft: Draft | None) -> None:
    """Say which other drafts of the visit are not saved."""
    names = data.unit_names()
    for other in _all().values():
        if other is not draft and other.changes().total:
            unit = names.get(other.unit, other.unit)
            words = typed_tables.change_words(other.changes())
            st.warning(escaped(f"另有草稿：{unit}截至{numbers.day(other.as_of)}，{words}。"))


def _newest(unit: str, as_of: date) -> int:
    seen = (s.id for s in data.submissions() if s.unit == unit and s.data_date <= as_of)
    return max(seen, default=0)


def _all() -> dict[tuple[str, date], Draft]:
    drafts: dict[tuple[str, date], Draft] = st.session_state.setdefault(_DRAFTS, {})
    return drafts
