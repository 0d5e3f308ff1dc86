"""The ledger of issues: deadline lights, what is overdue, evidence, and an order for each."""

import polars as pl
import streamlit as st

from dashboard import data, order_causes
from dashboard.components import address, download, order_offer, signal_table
from dashboard.data import View
from metrics.ledger import CLOSED, overdue
from metrics.views import numbers, task_tables, wording

STATES = {"open": "未销号", "overdue": "逾期未销号", "closed": "已销号", "all": "全部"}
ALL = ""


def show(view: View) -> None:
    """Draw the filters, the issues, and the one that is picked."""
    st.title(f"{wording.LEDGER}（截至{numbers.long_day(view.as_of)}）")
    found = data.issues_of(view)
    if not found.height:
        st.info("所选范围没有报送问题。问题在工作簿的“整改台账”工作表填报。")
        return
    regions = data.frames(view).regions
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        kept = _kept(found)
        download.show(
            lambda: task_tables.ledger_table(kept, regions), name=f"{wording.LEDGER}_{view.as_of}",
            key="ledger_csv",
        )  # fmt: skip
    if not kept.height:
        st.info("没有符合条件的问题。")
        return
    table = task_tables.ledger_table(kept, regions)
    picked = signal_table.show(
        table, key="ledger", select="row", link="问题编码", keys=kept["issue"].to_list(), height=440,
        chosen=address.get("issue"),
    )  # fmt: skip
    if picked:
        address.go(issue=picked.key)
    st.caption(f"{table.note}点任一行可下达督办单。")
    _one(view, found)


def _kept(found: pl.DataFrame) -> pl.DataFrame:
    state = address.choose(
        "state", "状态", tuple(STATES), default="open", text=STATES.__getitem__, segmented=True
    )
    sources = (ALL, *sorted(found["source"].cast(pl.String).drop_nulls().unique()))
    source = address.choose("source", "来源", sources, default=ALL, text=lambda s: s or "全部来源")
    if state == "overdue":
        found = overdue(found)
    elif state != "all":
        closed = pl.col("state") == CLOSED
        found = found.filter(closed if state == "closed" else ~closed)
    return found.filter(pl.col("source").cast(pl.String) == source) if source else found


def _one(view: View, found: pl.DataFrame) -> None:
    asked = address.get("issue")
    rows = found.filter(pl.col("issue") == asked).to_dicts() if asked else []
    if not rows or rows[0]["state"] == CLOSED:
        return
    row = rows[0]
    with st.container(horizontal=True, key="issue_actions", vertical_alignment="center"):
        st.text(f"{row['issue']}：{row['problem'] or '未填问题描述'}")
        cause = order_causes.of_ledger(row, data.unit_names())
        order_offer.show(view, cause, key=f"issue:{row['issue']}")
