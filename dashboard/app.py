"""The frame of every page: navigation, the bar of choices, then the page."""

from pathlib import Path

import streamlit as st

from dashboard.components import address, choices, pages, sheet_style
from metrics.views import wording

STATIC = Path(__file__).with_name("static")
PAGES = [
    st.Page(
        pages.file("overview"), title=wording.OVERVIEW, icon=":material/dashboard:", default=True
    ),
    st.Page(pages.file("indicators"), title=wording.INDICATORS, icon=":material/grid_on:"),
    st.Page(pages.file("ranking"), title=wording.RANKING, icon=":material/leaderboard:"),
    st.Page(pages.file("submissions"), title=wording.SUBMISSIONS, icon=":material/upload_file:"),
    st.Page(pages.file("briefings"), title=wording.BRIEFINGS, icon=":material/description:"),
    st.Page(pages.file("rules"), title=wording.RULES, icon=":material/gavel:"),
]

st.set_page_config(page_title=wording.PRODUCT, page_icon=str(STATIC / "favicon.png"), layout="wide")
sheet_style.show()
st.logo(str(STATIC / "logo.png"), size="large")
page = st.navigation(PAGES, position="top")
choices.show()
page.run()
address.write()
