"""Which city or county is looked at: any of the place above, its own where it is one itself."""

import streamlit as st

from dashboard import data
from dashboard.components import address
from dashboard.components.ways import star
from metrics.scope import Scope


def show(scope: Scope) -> Scope | None:
    """Offer the cities and counties of the place; null where it has none.

    The address of any page can name one by `region`; the place of the page itself comes first.
    """
    offered = data.ranked_inside(scope)
    if not offered:
        return None
    address.forget("region")
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        region = address.choose(
            "region", "市州、县区", tuple(offered), default=next(iter(offered)),
            text=offered.__getitem__, searched=True,
        )  # fmt: skip
        star.show("place", region)
    return scope._replace(place=region)
