"""What the pages open with: the data date that enough units have reached, and who is ahead of it."""

from datetime import date

import streamlit as st

from dashboard.data import store
from metrics.packs.default_date import ahead_of, opening_of


def default_date(place: str) -> date:
    """Return the data date that a place opens with; before any rule is in force, the newest."""
    return _default_date(store.version(), place)


@st.cache_resource(max_entries=16, show_spinner=False)
def _default_date(known: int, place: str) -> date:
    del known  # a key, as in `store`
    newest = store.newest()
    assert newest is not None  # noqa: S101 - nobody asks for the dates of a place before there is one
    return opening_of(store.sent(), newest.regions, place)


def units_ahead(place: str, as_of: date) -> dict[str, date]:
    """Return the units of a place that have reported for a later day, by name, the latest first."""
    ahead = ahead_of(store.newest_dates(place), as_of)
    names = store.unit_names() if ahead else {}
    return {names.get(unit, unit): day for unit, day in ahead.items()}
