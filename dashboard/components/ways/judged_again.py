"""What is said of the records behind a figure of a sealed round (封账轮次), which are judged anew to be listed."""

import streamlit as st

from dashboard import data
from dashboard.components.plain_text import escaped
from metrics.scope import Scope
from metrics.views.rating.round_tables import otherwise_words


def show(scope: Scope, *, measure: str, region: str) -> None:
    """Say that the verdicts are those that were sealed, or which are not; nothing of what is in force now."""
    listed = data.judged_otherwise(scope, measure=measure, region=region)
    if listed is None:
        return
    say = st.warning if listed else st.caption
    say(escaped(otherwise_words(listed)))
