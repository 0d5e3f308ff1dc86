"""The pages in their sections; each name is a file of `pages` and the page's place in the address."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from dashboard import data
from dashboard.components.plain_text import escaped
from metrics.access import acting
from metrics.access.permissions import Action
from metrics.views.parts import wording

FOLDER = Path(__file__).parents[1] / "pages"
FILES = {path.stem: path for path in FOLDER.rglob("*.py") if path.stem != "__init__"}


FIGURES = (Action.READ_FIGURES,)
RECORDS = (Action.READ_RECORDS,)


class Entry(NamedTuple):
    """One page as the navigation lists it, for whom may do one thing that it is for.

    One that is not `listed` is opened from other pages only. One that is `live` tells of what is written
    down from day to day: a sealed round (封账轮次) has nothing of it. One that is `mixed` tells of a round,
    and beside it of orders and promises as they stand now. One by `any_standard` tells also of a round that
    was judged by a score sheet (考核细则). One `by_code` tells what a code names, whatever is chosen in the bar:
    it shows none of its choices.
    """

    name: str
    title: str
    icon: str
    needs: tuple[Action, ...] = FIGURES
    listed: bool = True
    live: bool = False
    mixed: bool = False
    any_standard: bool = False
    by_code: bool = False


SECTIONS: dict[str, tuple[Entry, ...]] = {
    "督导": (
        Entry("overview", wording.OVERVIEW, "dashboard"),
        Entry("place", wording.PLACE, "location_city", mixed=True),
        Entry("supervision", wording.SUPERVISION, "table_view", RECORDS),
        Entry("search", wording.SEARCH, "search", mixed=True),
        Entry("project", wording.PROJECT, "apartment", RECORDS, listed=False, mixed=True),
        Entry("tasks", wording.TASKS, "checklist", RECORDS),
        Entry("ledger", wording.LEDGER, "rule", RECORDS, mixed=True),
        Entry("changes", wording.CHANGES, "difference", live=True),
        Entry("meeting", wording.MEETING, "co_present", (Action.SHOW_MEETING,), live=True),
        Entry("orders", wording.ORDERS, "assignment", RECORDS, live=True),
        Entry("calendar", wording.CALENDAR, "calendar_month", RECORDS, live=True),
    ),
    "评价": (
        Entry("indicators", wording.INDICATORS, "grid_on"),
        Entry("ranking", wording.RANKING, "leaderboard"),
        Entry("trace", wording.TRACE, "fingerprint", listed=False, any_standard=True, by_code=True),
        Entry("rounds", wording.ROUNDS, "lock", any_standard=True),
        Entry("sheets", wording.SHEETS, "scoreboard", any_standard=True),
        Entry("incentives", wording.INCENTIVES, "playlist_add_check"),
        Entry("objections", wording.OBJECTIONS, "balance", any_standard=True),
        Entry("rules", wording.RULES, "gavel"),
        Entry("whatif", wording.WHAT_IF, "calculate"),
        Entry("cases", wording.CASES, "lightbulb", live=True),
    ),
    "报送": (
        Entry("reporting", wording.REPORTING, "fact_check", live=True),
        Entry("submissions", wording.SUBMISSIONS, "upload_file", RECORDS, live=True),
        Entry("review", wording.REVIEW, "rule_folder", (Action.REVIEW,), live=True),
        Entry("reconciliation", wording.RECONCILIATION, "compare_arrows"),
        Entry(
            "divisions",
            wording.DIVISIONS,
            "account_tree",
            (Action.CHANGE_DIVISIONS, Action.READ_LOG),
            live=True,
        ),
        Entry("briefings", wording.BRIEFINGS, "description", RECORDS),
        Entry("settings", wording.SETTINGS, "settings", (Action.CHANGE_SETTINGS,), live=True),
        Entry("accounts", wording.ACCOUNTS, "manage_accounts", (Action.KEEP_ACCOUNTS,), live=True),
        Entry("log", wording.LOG, "history", (Action.READ_LOG,), live=True),
    ),
}
FIRST, SHOWN = "overview", "meeting"


def offered(may: Callable[..., bool]) -> dict[str, list[Entry]]:
    """Return the pages of each section of which a visitor may use something; of a show only its own."""
    if acting.actor().meeting is not None:
        return _of_a_show()
    sealed = data.only_sealed()
    listed = {
        name: [entry for entry in entries if may(*entry.needs) and not (sealed and entry.live)]
        for name, entries in SECTIONS.items()
    }
    return {name: entries for name, entries in listed.items() if entries}


def _of_a_show() -> dict[str, list[Entry]]:
    """Return the only page of whoever is shown a meeting by a link (会议放映)."""
    return {
        "": [entry for entries in SECTIONS.values() for entry in entries if entry.name == SHOWN]
    }


def link(
    name: str, *, label: str, icon: str, query_params: dict[str, str] | None = None,
    plain: bool = False,
) -> None:  # fmt: skip
    """Draw the way to a page that the visitor can use; of another the words, where they are `plain`."""
    if any(entry.name == name for listed in offered(data.may).values() for entry in listed):
        st.page_link(file(name), label=label, icon=icon, query_params=query_params)
    elif plain:
        st.caption(escaped(label))


def entry(name: str) -> Entry:
    """Return a page as the navigation lists it; the first one where there is none of that name."""
    listed = [entry for entries in SECTIONS.values() for entry in entries]
    return next((entry for entry in listed if entry.name == name), listed[0])


def title(name: str) -> str:
    """Return the title of a page as the navigation lists it."""
    listed = (entry for entries in SECTIONS.values() for entry in entries)
    return next((entry.title for entry in listed if entry.name == name), wording.PRODUCT)


def file(name: str) -> str:
    """Return the file of a page, for Streamlit's navigation and its links."""
    return str(FILES[name])
