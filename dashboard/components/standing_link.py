"""The way from any page to who has reported (报送情况), with its sum in one line."""

import streamlit as st

from dashboard import data
from dashboard.components import choices, pages
from metrics.reporting.standing import LATE
from metrics.scope import Scope
from metrics.views.reported.standing_words import short_sum_words


def show(scope: Scope) -> None:
    """Say how many units are due, have reported, wait and are late, and lead to their lists."""
    standing = data.standing(scope)
    if standing is None:
        return
    late = {"state": "late"} if standing.of(*LATE) else {}
    st.page_link(
        pages.file("reporting"), label=f"报送情况：{short_sum_words(standing)}",
        icon=":material/fact_check:", query_params={**choices.carried(scope), **late},
    )  # fmt: skip
