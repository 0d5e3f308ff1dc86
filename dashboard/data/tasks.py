"""The key tasks a view sees, with what was in force when the year before ended; cached by scalars."""

from datetime import date

import polars as pl
import streamlit as st

from dashboard.data import store
from dashboard.data.results import View
from metrics.packs import pack as rules
from metrics.supervision import tasks
from sql.database.engine import session_scope
from sql.reported import history


def key_tasks(view: View) -> pl.DataFrame:
    """Return the key tasks reported at the view's data date by the units of `task_reporters`."""
    ended = date(view.as_of.year - 1, 12, 31)
    known = store.known_by(view.as_of), store.known_by(ended)
    listed = _tasks(*known, view.as_of, view.year, view.rules)
    return listed.filter(pl.col("unit").is_in(task_reporters(view)))


@st.cache_resource(max_entries=6, show_spinner=False)
def _tasks(known: int, known_before: int, as_of: date, year: int, pack: str) -> pl.DataFrame:
    found = store.frames_known(known, as_of, year)
    before = _at_the_end_of(as_of.year - 1) if known_before else None
    return tasks.tasks(found, rules.load_pack(pack).on(as_of), before=before)


def _at_the_end_of(year: int) -> pl.DataFrame:
    with session_scope() as session:
        return history.records(session, sheet="tasks", as_of=date(year, 12, 31))


def task_reporters(view: View) -> list[str]:
    """Return the units whose lists the place sees: its own first, those above, those below."""
    return tasks.reporters(store.frames(view.as_of, view.year), view.place)
