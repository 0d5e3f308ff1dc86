"""Promises made in meetings as entries of the ledger: kept, late or carried; a late one → order."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import data, office
from dashboard.boards.supervision import promise_steps
from dashboard.components import address, day_choice, signal_table
from dashboard.components.orders import order_offer
from dashboard.components.plain_text import escaped
from metrics.access.permissions import Action
from metrics.dispatch.agenda import promise_rows
from metrics.dispatch.standing import LATE
from metrics.scope import Scope
from metrics.views.dispatch import order_causes, promise_tables
from metrics.views.parts import numbers, wording

TITLE = wording.PROMISES
STATES = {"open": "未结", "late": "逾期", "all": "全部"}


def show(scope: Scope) -> None:
    """Draw the promises of the place under the issues, and the one that is picked."""
    st.header(TITLE)
    with st.container(horizontal=True, key="promise_filters", vertical_alignment="center"):
        state = address.choose(
            "promises", "承诺范围", tuple(STATES), default="open", text=STATES.__getitem__,
            segmented=True,
        )  # fmt: skip
        on = day_choice.show()
    promises = office.standing_promises(as_of=on, rules=data.rules_of(scope), place=scope.place)
    rows = promise_rows(_filtered(promises, state))
    if not rows:
        st.info(
            "没有符合条件的承诺。" if promises.height else
            f"截至{numbers.day(on)}没有登记过承诺。承诺在周调度会议中登记。"
        )  # fmt: skip
        return
    table = promise_tables.promise_table(rows, data.unit_names(), title=TITLE)
    picked = signal_table.show(
        table, key="promises_table", select="row", link="what", height=360, dense=True,
        chosen=address.get("promise"),
    )  # fmt: skip
    if picked:
        address.go(promise=picked.key)
    st.caption(f"{day_choice.words(on)}点任一项承诺可登记办理情况{_orders_too()}。")
    _one(scope, [row for row in rows if str(row["id"]) == address.get("promise")])
    _steps(promises)


def _orders_too() -> str:
    return "，逾期的可下达督办单" if data.may(Action.ISSUE_ORDER) else ""


def _filtered(promises: pl.DataFrame, state: str) -> pl.DataFrame:
    if state == "all":
        return promises
    late = pl.col("state") == LATE
    return promises.filter(pl.col("ended_on").is_null() if state == "open" else late)


def _steps(promises: pl.DataFrame) -> None:
    """Offer what may be written down for the promise that is picked, also once it is over."""
    named = pl.col("id").cast(pl.String) == (address.get("promise") or "")
    for row in promises.filter(named).to_dicts():
        promise_steps.show(row)


def _one(scope: Scope, rows: list[Any]) -> None:
    if not rows or rows[0]["state"] != LATE:
        return
    (words,) = order_causes.of_promises(rows)
    with st.container(horizontal=True, key="promise_actions", vertical_alignment="center"):
        st.markdown(escaped(words))
        cause = order_causes.of_promises(rows)[words]
        order_offer.show(scope, cause, key=f"promise:{rows[0]['id']}")
