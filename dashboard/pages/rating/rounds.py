"""封账轮次: the sealed rounds of a place, one of them with its whole story, and a new one."""

import streamlit as st

from dashboard import round_book
from dashboard.boards.sealed import one_round, round_list, seal_form
from dashboard.components import choices, empty_state
from metrics.views.parts import wording

scope = choices.current()
if scope is None:
    empty_state.nothing_reported()
elif scope.round is None:
    st.title(wording.ROUNDS)
    round_list.show(scope)
    seal_form.show(scope)
else:
    opened = round_book.find_round(scope.round)
    if opened is not None:
        one_round.show(opened, scope)
