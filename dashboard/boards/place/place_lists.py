"""The lists of one place: what is due, what is red, what waits; each opens its record."""

from collections.abc import Mapping

import streamlit as st

from dashboard.components import choices, pages, signal_table
from dashboard.components.plain_text import escaped
from metrics.dispatch.one_place.due import (
    ISSUE,
    KINDS,
    ORDER,
    PROMISE,
    REPORT,
    STAGE,
    TASK,
)
from metrics.dispatch.one_place.facts import Book, Place
from metrics.scope import Scope
from metrics.views.dispatch.one_place import place_tables
from metrics.views.parts.table import DisplayTable

HEIGHT = 360
LEADS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    REPORT: ("reporting", "", {}), ORDER: ("orders", "order", {"state": "all"}),
    PROMISE: ("ledger", "promise", {"promises": "all"}), ISSUE: ("ledger", "issue", {"state": "open"}),
    STAGE: ("project", "project", {}), TASK: ("tasks", "task", {"list": "all"}),
}  # fmt: skip
"""Where a thing that is due opens: the page, the name of its number in the address, and what else it asks."""


def due_soon(scope: Scope, place: Place, book: Book) -> None:
    """Draw what is due in the coming working days, by day; a row opens its record."""
    table = place_tables.due_soon(place, book)
    picked = _table(table, key="place_due", link="what", empty="这些天没有到期事项。")
    if picked:
        kind, reference, *_ = picked.split(" ")
        page, name, also = LEADS[KINDS[int(kind)]]
        _go(scope, page, **also, **({name: reference} if name else {}))


def show(scope: Scope, place: Place, book: Book) -> None:
    """Draw the lists, those that are empty in a line each."""
    red = place_tables.red_projects(place)
    picked = _table(red, key="place_red", link="name", empty="没有红灯项目。")
    if picked:
        _open_project(scope, picked)
    if place.fixes.height:
        picked = _table(place_tables.fixes(place), key="place_fixes", link="name")
        if picked:
            _open_project(scope, place.fixes["project"][int(picked)])
    unpaid = place_tables.unpaid(place)
    picked = _table(unpaid, key="place_unpaid", link="name", empty="没有资金到位而一分未付的项目。")
    if picked:
        _open_project(scope, picked)
    _book(scope, place, book)


def _book(scope: Scope, place: Place, book: Book) -> None:
    picked = _table(
        place_tables.promises(place, book), key="place_promises", link="what",
        empty="还没有会议登记过承诺。",
    )  # fmt: skip
    if picked:
        _go(scope, "ledger", promises="all", promise=picked)
    picked = _table(
        place_tables.orders(place, book), key="place_orders", link="number",
        empty="没有待办结的督办单。",
    )  # fmt: skip
    if picked:
        _go(scope, "orders", order=picked)
    picked = _table(
        place_tables.open_issues(place), key="place_issues", link="problem",
        empty="没有未销号的整改问题。",
    )  # fmt: skip
    if picked:
        _go(scope, "ledger", state="open", issue=picked)


def _table(
    table: DisplayTable, *, key: str, link: str | None = None, empty: str = ""
) -> str | None:
    """Draw one list under its title and return the key of the row that was opened."""
    st.header(escaped(table.title))
    if not table.lines:
        st.caption(empty)
        return None
    picked = signal_table.show(
        table, key=key, select="row" if link else "none", link=link, height=HEIGHT, dense=True
    )
    if table.note:
        st.caption(table.note)
    return picked.key if picked else None


def _open_project(scope: Scope, project: str) -> None:
    _go(scope, "project", project=project)


def _go(scope: Scope, page: str, **asked: str) -> None:
    st.switch_page(pages.file(page), query_params={**choices.carried(scope), **asked})
