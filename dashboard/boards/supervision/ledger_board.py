"""The ledger of issues: deadline lights, what is overdue, evidence, and an order for each."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import data, papers
from dashboard.components import address, kept_note, signal_table
from dashboard.components.handed import table_files
from dashboard.components.orders import order_batch, order_offer
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.supervision.issues import CLOSED, overdue
from metrics.views.dispatch import order_causes
from metrics.views.dispatch.order_causes import Cause
from metrics.views.parts import numbers, wording
from metrics.views.parts.table import DisplayTable
from metrics.views.supervision import task_tables
from metrics.views.supervision.asked_words import filter_words

STATES = {"open": "未销号", "overdue": "逾期未销号", "closed": "已销号", "all": "全部"}
ALL = ""
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
        state, source = _filters(issues)
        shown = _filtered(issues, state, source)
        table = task_tables.ledger_table(shown, data.regions(scope))
        asked = {"状态": "" if state == "all" else STATES[state], "来源": source}
        export = Export(wording.LEDGER, filter_words(asked), shown.height, personal=True)
        make = partial(papers.ledger_file, scope, table, asked)
        order_batch.button(scope, offered=state == "overdue" and shown.height > 0)
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
    st.caption(f"{table.note}点任一行可下达督办单。")
    _one(scope, issues)


def _nothing(scope: Scope) -> None:
    if data.sees(scope.place):
        st.info("所选范围没有报送问题。问题在工作簿的“整改台账”工作表填报。")


def _filters(issues: pl.DataFrame) -> tuple[str, str]:
    state = address.choose(
        "state", "状态", tuple(STATES), default="open", text=STATES.__getitem__, segmented=True
    )
    sources = (ALL, *sorted(issues["source"].cast(pl.String).drop_nulls().unique()))
    source = address.choose("source", "来源", sources, default=ALL, text=lambda s: s or "全部来源")
    return state, source


def _filtered(issues: pl.DataFrame, state: str, source: str) -> pl.DataFrame:
    if state == "overdue":
        issues = overdue(issues)
    elif state != "all":
        closed = pl.col("state") == CLOSED
        issues = issues.filter(closed if state == "closed" else ~closed)
    return issues.filter(pl.col("source").cast(pl.String) == source) if source else issues


def _one(scope: Scope, issues: pl.DataFrame) -> None:
    asked = address.get("issue")
    rows = issues.filter(pl.col("issue") == asked).to_dicts() if asked else []
    if not rows or rows[0]["state"] == CLOSED:
        return
    row = rows[0]
    with st.container(horizontal=True, key="issue_actions", vertical_alignment="center"):
        st.text(f"{row['issue']}：{row['problem'] or '未填问题描述'}")
        cause = order_causes.of_ledger(row, data.unit_names())
        order_offer.show(scope, cause, key=f"issue:{row['issue']}")
