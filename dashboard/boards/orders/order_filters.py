"""The filters of the list of orders; each stands in the address."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from dashboard import data
from dashboard.components import address
from metrics.dispatch.order import DUE_LATE, DUE_SOON, STATES, chosen
from metrics.rules.value import Rules

ALL = ""
LONGEST = 40


class Chosen(NamedTuple):
    """The orders that the filters leave, which due days were asked for (DUE_SOON …), and the filters in words."""

    rows: pl.DataFrame
    due: str
    asked: Mapping[str, str]
    logged: Mapping[str, str]


def show(orders: pl.DataFrame, *, rules: Rules, on: date) -> Chosen:
    """Draw the filters and return what they leave of the orders as they stand `on` a day."""
    ahead = rules["order_papers"].remind_workdays
    names = data.unit_names()
    state = address.choose(
        "state", "状态", tuple(STATES), default="open", text=STATES.__getitem__, segmented=True
    )
    due_words = {ALL: "全部时限", DUE_SOON: f"{ahead}个工作日内到期", DUE_LATE: "已逾期"}
    due = address.choose("due", "时限", tuple(due_words), default=ALL, text=due_words.__getitem__)
    regions = (ALL, *sorted(set(orders["region"])))
    region = address.choose(
        "within", "督办地区", regions, default=ALL, searched=True,
        text=lambda code: names.get(code, code) if code else "全部地区",
    )  # fmt: skip
    sought = address.sought("q", "查找督办单", placeholder="查找对象、事由、文号", longest=LONGEST)
    rows = chosen(orders, state=state, due=due, region=region, text=sought, on=on, ahead=ahead)
    asked = {
        "状态": "" if state == "all" else STATES[state], "时限": due_words[due] if due else "",
        "地区": names.get(region, region), "查找": sought,
    }  # fmt: skip
    return Chosen(rows, due, asked, {**asked, "查找": "略" if sought else ""})
