"""The last page of a meeting: promises made in it, closing it."""

import streamlit as st

from metrics.agenda import Agenda
from sql.meetings import Meeting


def show(meeting: Meeting, agenda: Agenda) -> None:
    """Draw it."""
    st.write(meeting.id, len(agenda.items))
