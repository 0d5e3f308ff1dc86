"""Cases that help an item, shown beside it where it is weak."""

import streamlit as st

from dashboard import office
from dashboard.components import cases_board, pages

SHOWN = 3


def show(item: str) -> None:
    """Offer up to three cases for an item of the standard (A07), folded; none, nothing."""
    found = office.find_cases(indicator=item)
    if not found:
        return
    with st.expander(f"可借鉴的经验案例（{len(found)}个）", icon=":material/lightbulb:"):
        for place, case in enumerate(found[:SHOWN]):
            cases_board.card(case, key=f"beside:{place}")
        st.page_link(
            pages.file("cases"), label="查看全部案例", icon=":material/lightbulb:",
            query_params={"helps": item},
        )  # fmt: skip
