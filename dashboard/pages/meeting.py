"""周调度会议: open a meeting, show it page by page, write down promises, close it into minutes."""

import streamlit as st

from dashboard.boards.meeting import meeting_list, meeting_of_address, meeting_slides
from dashboard.boards.place import place_papers
from dashboard.components import choices, empty_state, standing_note
from metrics.views.parts import wording

scope = choices.current()
meeting = meeting_of_address.read()
if scope is None:
    empty_state.nothing_reported()
elif meeting is not None:
    meeting_slides.show(meeting)
else:
    st.title(wording.MEETING)
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        meeting_list.enter(scope)
        place_papers.show(scope)
        standing_note.of_reports(scope)
    meeting_list.show(scope)
