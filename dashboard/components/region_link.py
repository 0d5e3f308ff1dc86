"""The ways from a region anywhere: to its row among the items, and to its own page (一地一页)."""

import streamlit as st

from dashboard import data
from dashboard.components import choices, pages
from dashboard.components.plain_text import escaped
from metrics.scope import Scope
from metrics.views.parts import wording


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


def to_place(scope: Scope, region: str | None) -> None:
    """Draw the way to the page of a city or county; of none, and of another division, nothing."""
    if region is None or region not in data.ranked_inside(scope):
        return
    pages.link("place", label=f"{escaped(data.name_of(region))}：{wording.PLACE}",
        icon=":material/location_city:", query_params={**choices.carried(scope), "region": region},
    )  # fmt: skip
