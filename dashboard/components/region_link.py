"""The way from a region anywhere to its row among the items."""

import streamlit as st

from dashboard import data
from dashboard.components import choices, pages
from metrics.scope import Scope


def follow(scope: Scope, region: str | None) -> None:
    """Go to the items with the region's row marked; a county stands among those of its city."""
    if region is None:
        return
    city = data.city_above(scope, region)
    steps = {"level": "county", "within": city} if city else {"level": "city"}
    if data.upper(scope) is not None:  # a city's page has no other city to leave out
        steps = {"level": data.levels(scope)[0]}
    st.switch_page(
        pages.file("indicators"), query_params={**choices.carried(scope), **steps, "region": region}
    )
