"""One promise out of its meeting: what happened to it, and what the visitor may write down for it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import office
from dashboard.components import signal_table
from dashboard.components.orders import follow_up
from dashboard.components.orders.follow_up import Step
from metrics.dispatch.standing import ASKED, EXTENDED, KEPT, REFUSED, REPLIED, RETURNED
from metrics.views.dispatch import promise_tables

RULES = office.PROMISE_STEPS
STEPS = (
    *follow_up.steps_of(
        RULES,
        {
            REPLIED: office.reply_to_promise, ASKED: office.ask_for_promise_time,
            EXTENDED: office.grant_promise_time, REFUSED: office.refuse_promise_time,
            RETURNED: office.send_promise_back,
        },
        reply="登记进展",
    ),
    Step("兑现销号", "task_alt", RULES[KEPT], office.keep_promise),
)  # fmt: skip


def show(row: Mapping[str, Any]) -> None:
    """Draw what happened to a promise, and a button for each step that the visitor may take now."""
    events = office.promise_events(promise=row["id"]).to_dicts()
    if events:
        signal_table.show(promise_tables.history(events), key="promise_events")
    with st.container(key="promise_follow_up"):
        follow_up.show(row, STEPS, of="promise", since=row["made_on"])
