"""The ledger of issues: deadline lights, what is overdue, evidence, and an order for each."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import data, papers
from dashboard.boards.supervision import ledger_filters
from dashboard.components import address, choices, kept_note, pages, signal_table
from dashboard.components.handed import table_files
from dashboard.components.orders import order_batch, order_offer
from dashboard.handing import Export
from metrics.access.permissions import Action
from metrics.scope import Scope
from metrics.supervision.issues import CLOSED
from metrics.views.dispatch import order_causes
from metrics.views.dispatch.order_causes import Cause
from metrics.views.parts import numbers, wording
from metrics.views.parts.table import DisplayTable
from metrics.views.supervision import task_tables
from metrics.views.supervision.asked_words import filter_words

AROUND = 384
"""Pixels above and below the table, with the head of the promises."""


def show(scope: Scope) -> None:
    """Draw the filters, the issues, and the one that is picked."""
    st.title(f"{wording.LEDGER}（截至{numbers.long_day(scope.as_of)}）")
    kept_note.show(scope.place)
    issues = data.issues_of(scope)
    if not issues.height:
        _nothing(scope)
        return
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        asked = ledger_filters.show(scope, issues)
        shown = ledger_filters.kept(scope, issues, asked)
        table = task_tables.ledger_table(shown, data.regions(scope))
        export = Export(wording.LEDGER, filter_words(asked.logged), shown.height, personal=True)
        make = partial(papers.ledger_file, scope, table, asked.words)
        order_batch.button(scope, offered=asked.state == "overdue" and shown.height > 0)
        table_files.show(wording.LEDGER, scope, export, make)
    if order_batch.wanted(scope):
        order_batch.show(scope, lambda: _causes(shown), back=wording.LEDGER)
    elif shown.height:
        _rows(scope, issues, table)
    else:
        st.info("没有符合条件的问题。")


def _causes(shown: pl.DataFrame) -> list[Cause]:
    """Return what the issues that are open are, one cause for each."""
    names, rows = data.unit_names(), shown.filter(pl.col("state") != CLOSED)
    return [order_causes.of_ledger(row, names) for row in rows.iter_rows(named=True)]


def _rows(scope: Scope, issues: pl.DataFrame, table: DisplayTable) -> None:
    picked = signal_table.show(
        table, key="ledger", select="row", link="issue", around=AROUND, dense=True,
        chosen=address.get("issue"),
    )  # fmt: skip
    if picked:
        address.go(issue=picked.key)
    steps = "打开项目、下达督办单" if data.may(Action.ISSUE_ORDER) else "打开项目"
    st.caption(f"{table.note}点任一行可{steps}。")
    _one(scope, issues)


def _nothing(scope: Scope) -> None:
    if data.sees(scope.place):
        st.info("所选范围没有报送问题。问题在工作簿的“整改台账”工作表填报。")


def _one(scope: Scope, issues: pl.DataFrame) -> None:
    asked = address.get("issue")
    rows = issues.filter(pl.col("issue") == asked).to_dicts() if asked else []
    if not rows:
        return
    row = rows[0]
    with st.container(horizontal=True, key="issue_actions", vertical_alignment="center"):
        st.text(f"{row['issue']}：{row['problem'] or '未填问题描述'}")
        if row["project"]:
            steps = {**choices.carried(scope), "project": str(row["project"])}
            pages.link("project", label="打开项目", icon=":material/apartment:", query_params=steps)
        if row["state"] != CLOSED:
            cause = order_causes.of_ledger(row, data.unit_names())
            order_offer.show(scope, cause, key=f"issue:{row['issue']}")
