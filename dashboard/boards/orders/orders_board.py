"""The list of orders, and one order with its replies and closure."""

from datetime import date
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import data, office, order_book, papers
from dashboard.boards.orders import order_actions, order_filters
from dashboard.boards.orders.order_filters import Chosen
from dashboard.components import address, copied_text, day_choice, kept_note, signal_table
from dashboard.components.handed import paper_offer, table_files
from dashboard.components.orders import order_offer
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.access.permissions import Action
from metrics.scope import Scope
from metrics.views.dispatch import order_tables, order_words
from metrics.views.dispatch.order_causes import OWN
from metrics.views.parts import numbers, wording
from metrics.views.parts.table import DisplayTable
from metrics.views.supervision.asked_words import filter_words

PAGE_AROUND = 300
"""Pixels above and below the list, with a row of filters."""
HOW = "可在督导一张表、整改台账或会议页面的红灯、问题旁点“下达督办单”。"


def show(scope: Scope) -> None:
    """Draw one order if the address names it, else the list."""
    asked = address.get("order")
    if asked:
        _one(scope, asked)
        return
    st.title(wording.ORDERS)
    kept_note.show(scope.place)
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        on = day_choice.show()
        orders = _standing(scope, on)
        chosen = order_filters.show(orders, rules=data.rules_of(scope), on=on)
        table = order_tables.listed(chosen.rows, data.unit_names(), place=scope.place)
        order_offer.show(scope, OWN, key="own", label="另行下达")
        table_files.show(
            wording.ORDERS, scope,
            Export(wording.ORDERS, filter_words(chosen.logged), chosen.rows.height, personal=True),
            lambda kind: papers.orders_file(scope, table, chosen.asked, kind, day=on),
            told=numbers.day(on),
        )  # fmt: skip
    _list(chosen, table, on=on, total=orders.height)


def _standing(scope: Scope, on: date) -> pl.DataFrame:
    return office.standing_orders(as_of=on, rules=data.rules_of(scope), place=scope.place)


def _list(chosen: Chosen, table: DisplayTable, *, on: date, total: int) -> None:
    if not chosen.rows.height:
        st.info(
            "没有符合条件的督办单。" if total else
            f"截至{numbers.day(on)}没有下达过督办单。{HOW if data.may(Action.ISSUE_ORDER) else ''}"
        )  # fmt: skip
        return
    with st.container(horizontal=True, key="told", vertical_alignment="center"):
        st.caption(day_choice.words(on), width="content")
        _copied(chosen.rows, on, reminding=bool(chosen.due))
    picked = signal_table.show(
        table, key="orders", select="row", link="number", around=PAGE_AROUND, dense=True, frozen=2
    )
    if picked:
        address.go(order=picked.key)


def _copied(rows: pl.DataFrame, on: date, *, reminding: bool) -> None:
    """Offer the list as text; of what is due or late, as a reminder (催办)."""
    text = order_words.told(
        rows.iter_rows(named=True), data.unit_names(), day=on, reminding=reminding
    )
    label = "复制催办文字" if reminding else "复制清单文字"
    copied_text.show(text, key="orders_copied", label=label)


def _one(scope: Scope, asked: str) -> None:
    with st.container(horizontal=True, key="back", vertical_alignment="center"):
        if st.button(f"返回{wording.ORDERS}", icon=":material/arrow_back:", key="orders_back"):
            address.go(order=None)
        row, on = _order_on(scope, asked, day_choice.show())
        if row:
            title = order_tables.facts(row, data.unit_names()).title
            paper_offer.official(
                title,
                "生成督办单",
                partial(papers.order_file, row),
                export=Export("督办单", personal=True),
            )
            _copied(pl.DataFrame([row]), on, reminding=row["ended_on"] is None)
    if row is None:
        st.warning("所选范围内没有这份督办单，请返回列表重新选择。")
        return
    st.title(escaped(title))
    st.caption(day_choice.words(on))
    _details(row)


def _order_on(scope: Scope, asked: str, on: date) -> tuple[dict[str, Any] | None, date]:
    """Return the order as it stands on a day, or on its day of issue if that is later."""
    named = pl.col("id").cast(pl.String) == asked
    issued = _standing(scope, date.max).filter(named)["issued_on"].to_list()
    if not issued:
        return None, on
    day = max(on, issued[0])
    return _standing(scope, day).filter(named).to_dicts()[0], day


def _details(row: dict[str, Any]) -> None:
    left, right = st.columns([1, 1], gap="medium")
    with left:
        signal_table.show(order_tables.facts(row, data.unit_names()), key="order_facts")
        matters = order_book.order_items(order=row["id"])
        if matters.height > 1:
            signal_table.show(order_tables.matters(matters.to_dicts()), key="order_matters")
    with right:
        events = office.order_events(order=row["id"]).to_dicts()
        st.header("办理经过")
        if events:
            signal_table.show(order_tables.history(events), key="order_events")
        else:
            st.info("尚无回复。由督办对象登记回复，下达单位核实到位后办结，不到位的退回重办。")
        order_actions.show(row)
