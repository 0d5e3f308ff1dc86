"""Cases that help an item, shown beside it where it is weak."""

import streamlit as st

from dashboard import data, office
from dashboard.boards.cases import cases_board
from dashboard.components import pages
from metrics.scope import Scope
from metrics.views.rating.weak_items import weak_items

SHOWN = 3


def show(scope: Scope, *, region: str, item: str) -> None:
    """Offer up to three cases for a weak item (A07) of a region, folded; none, nothing."""
    level = data.evaluation(scope).scores.filter(region=region)["level"].item()
    if item not in weak_items(data.matrix(scope, level), region):
        return
    cases = office.find_cases(indicator=item)
    if not cases:
        return
    with st.expander(f"可借鉴的经验案例（{len(cases)}个）", icon=":material/lightbulb:"):
        for place, case in enumerate(cases[:SHOWN]):
            cases_board.card(case, key=f"beside:{place}")
        pages.link("cases", label="查看全部案例", icon=":material/lightbulb:",
            query_params={"helps": item},
        )  # fmt: skip
