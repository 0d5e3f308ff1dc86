"""What is being done about one project: issues, orders and promises with their state, and whom to ask."""

import streamlit as st

from dashboard import data, office, order_book
from dashboard.components import choices, pages, signal_table
from dashboard.components.plain_text import escaped
from metrics.dispatch.about_project import orders_about, promises_about
from metrics.dispatch.agenda import promise_rows
from metrics.scope import Scope
from metrics.supervision.one_project import OneProject
from metrics.views.dispatch import order_tables, promise_tables
from metrics.views.parts import wording
from metrics.views.parts.table import DisplayTable
from metrics.views.supervision import project_parts, task_tables

SHORT = ("number", "project", "region")
"""Columns of the ledger that say nothing of a single project."""


def show(scope: Scope, one: OneProject) -> None:
    """Draw each list with its way to the page on which it is followed up."""
    st.header("问题、督办和承诺", anchor="follow")
    issues = task_tables.ledger_table(one.issues, data.regions(scope)).without(*SHORT)
    picked = _listed(issues, "整改问题", "issues", link="issue")
    if picked:
        _go(scope, "ledger", state="all", issue=picked)
    _orders(scope, one)
    _promises(scope, one)
    _listed(project_parts.event_table(one), "底线事件", "events")
    _asked(one)


def _orders(scope: Scope, one: OneProject) -> None:
    day = data.orders_told(scope)
    listed = office.standing_orders(as_of=day, rules=data.rules_of(scope), place=one.region)
    among = order_book.orders_of_project(project=one.code)
    own = orders_about(listed, one.code, issues=one.issues["issue"].to_list(), among=among)
    table = order_tables.listed(own, data.unit_names(), place=scope.place)
    picked = _listed(table, wording.ORDERS, "orders", link="number")
    if picked:
        _go(scope, "orders", state="all", order=picked)


def _promises(scope: Scope, one: OneProject) -> None:
    day = data.day_told(scope)
    listed = office.standing_promises(as_of=day, rules=data.rules_of(scope), place=one.region)
    rows = promise_rows(promises_about(listed, one.code))
    table = promise_tables.promise_table(rows, data.unit_names(), title="会议承诺")
    picked = _listed(table, "会议承诺", "promises", link="what")
    if picked:
        _go(scope, "ledger", promises="all", promise=picked)


def _go(scope: Scope, page: str, **steps: str) -> None:
    st.switch_page(pages.file(page), query_params={**choices.carried(scope), **steps})


def _listed(table: DisplayTable, title: str, key: str, *, link: str = "") -> str | None:
    """Draw a short list under its name; return the key of the row that was opened."""
    if not table.lines:
        st.caption(f"{title}：无")
        return None
    st.markdown(f"**{title}（{len(table.lines)}项）**")
    picked = signal_table.show(
        table, key=f"of_project:{key}", height=240, dense=True,
        select="row" if link else "none", link=link or None,
    )  # fmt: skip
    return picked.key if picked else None


def _asked(one: OneProject) -> None:
    contacts = [each for each in data.RECORDS.contacts() if each.unit == one.region]
    table = project_parts.asked_table(one, contacts, data.unit_names())
    st.header(escaped(table.title), anchor="asked")
    signal_table.show(table, key="asked", dense=True)
