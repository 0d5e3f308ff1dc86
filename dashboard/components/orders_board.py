"""The list of orders and one order with its actions."""

import streamlit as st

from dashboard.data import View
from metrics.views import wording


def show(view: View) -> None:
    """Draw the page."""
    del view
    st.title(wording.ORDERS)
