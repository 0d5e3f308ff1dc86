"""What to say, and what to do next, where there is nothing to show."""

import streamlit as st

from dashboard import data
from dashboard.components import pages
from metrics.scope import Scope
from metrics.views.parts import wording


def nothing_reported() -> None:
    """Say that the database is empty and how data get into it."""
    st.title(wording.PRODUCT)
    st.info(f"{wording.NOTHING_YET}{wording.HOW_TO_START}")
    st.page_link(pages.file("submissions"), label="去报送数据", icon=":material/upload_file:")


def no_ledger(scope: Scope) -> None:
    """Say that the place has returns only, or sent nothing at all, so that nothing can be judged."""
    words = wording.NO_LEDGER if data.has_returns(scope) else wording.NOTHING_SENT
    st.info(words.format(place=data.name_of(scope.place), year=scope.year))
    st.page_link(pages.file("overview"), label="去总览", icon=":material/dashboard:")
