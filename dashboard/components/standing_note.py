"""Where the place of a page stands in its province, and the way to that ranking."""

import streamlit as st

from dashboard import data
from dashboard.components import choices, pages
from dashboard.components.plain_text import escaped
from metrics.scope import Scope
from metrics.views.rating.standing import standing_words


def show(scope: Scope) -> None:
    """Say rank and interval of a city or county among its peers; a province has none here."""
    upper = data.upper(scope)
    if upper is None:
        return
    words = standing_words(data.evaluation(upper), scope.place)
    with st.container(horizontal=True, key="standing", vertical_alignment="center"):
        st.markdown(escaped(words), width="content")
        st.page_link(
            pages.file("ranking"),
            label=f"查看{data.name_of(upper.place)}的排名",
            icon=":material/leaderboard:",
            query_params={**choices.carried(upper), "level": data.own_level(scope) or "county"},
        )
