"""The frame of every page: navigation, the bar of choices, then the page."""

from pathlib import Path

import streamlit as st

from dashboard import data
from dashboard.components import address, choices, pages
from metrics.views.parts import wording

STATIC = Path(__file__).with_name("static")


def _page(name: str, title: str, icon: str, *, first: bool = False) -> st.Page:
    return st.Page(pages.file(name), title=title, icon=f":material/{icon}:", default=first)


SECTIONS = {
    "督导": [
        _page("overview", wording.OVERVIEW, "dashboard", first=True),
        _page("supervision", wording.SUPERVISION, "table_view"),
        _page("tasks", wording.TASKS, "checklist"),
        _page("ledger", wording.LEDGER, "rule"),
        _page("changes", wording.CHANGES, "difference"),
        _page("meeting", wording.MEETING, "co_present"),
        _page("orders", wording.ORDERS, "assignment"),
        _page("calendar", wording.CALENDAR, "calendar_month"),
    ],
    "评价": [
        _page("indicators", wording.INDICATORS, "grid_on"),
        _page("ranking", wording.RANKING, "leaderboard"),
        _page("rules", wording.RULES, "gavel"),
        _page("cases", wording.CASES, "lightbulb"),
    ],
    "报送": [
        _page("submissions", wording.SUBMISSIONS, "upload_file"),
        _page("reconciliation", wording.RECONCILIATION, "compare_arrows"),
        _page("briefings", wording.BRIEFINGS, "description"),
    ],
}

st.set_page_config(page_title=wording.PRODUCT, page_icon=str(STATIC / "favicon.png"), layout="wide")
st.logo(str(STATIC / "logo.png"), size="large")
page = st.navigation(SECTIONS, position="top")
with data.one_look():
    choices.show()
    page.run()
address.write()
