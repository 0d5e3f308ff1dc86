"""The pages in their sections; each name is a file of `pages` and the page's place in the address."""

from pathlib import Path
from typing import NamedTuple

from metrics.views.parts import wording

FOLDER = Path(__file__).parents[1] / "pages"


class Entry(NamedTuple):
    """One page as the navigation lists it."""

    name: str
    title: str
    icon: str


SECTIONS: dict[str, tuple[Entry, ...]] = {
    "督导": (
        Entry("overview", wording.OVERVIEW, "dashboard"),
        Entry("supervision", wording.SUPERVISION, "table_view"),
        Entry("tasks", wording.TASKS, "checklist"),
        Entry("ledger", wording.LEDGER, "rule"),
        Entry("changes", wording.CHANGES, "difference"),
        Entry("meeting", wording.MEETING, "co_present"),
        Entry("orders", wording.ORDERS, "assignment"),
        Entry("calendar", wording.CALENDAR, "calendar_month"),
    ),
    "评价": (
        Entry("indicators", wording.INDICATORS, "grid_on"),
        Entry("ranking", wording.RANKING, "leaderboard"),
        Entry("rules", wording.RULES, "gavel"),
        Entry("cases", wording.CASES, "lightbulb"),
    ),
    "报送": (
        Entry("reporting", wording.REPORTING, "fact_check"),
        Entry("submissions", wording.SUBMISSIONS, "upload_file"),
        Entry("reconciliation", wording.RECONCILIATION, "compare_arrows"),
        Entry("divisions", wording.DIVISIONS, "account_tree"),
        Entry("briefings", wording.BRIEFINGS, "description"),
        Entry("settings", wording.SETTINGS, "settings"),
    ),
}
FIRST = "overview"


def title(name: str) -> str:
    """Return the title of a page as the navigation lists it."""
    listed = (entry for entries in SECTIONS.values() for entry in entries)
    return next((entry.title for entry in listed if entry.name == name), wording.PRODUCT)


def file(name: str) -> str:
    """Return the file of a page, for Streamlit's navigation and its links."""
    return str(FOLDER / f"{name}.py")
