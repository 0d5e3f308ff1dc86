"""Voiding a meeting (作废) with the reason: what it does is told before, and what it did after."""

from datetime import date

import polars as pl
import streamlit as st

from dashboard import office
from dashboard.components import form_fields
from metrics.dispatch.meeting import Meeting
from metrics.dispatch.standing import open_promises

WHAT = (
    "作废后本次会议保留备查、注明“已作废”，不计入当年会议次数，下次会议不与其比较，不再生成纪要和通报。"
    "本次会议登记、尚未办结的承诺{promises}随之撤销；会上下达、尚未办结的督办单{orders}继续有效，"
    "需要撤销的请到督办单页逐份办理。此前承诺的办理情况登记不变。"
)


def show(meeting: Meeting) -> None:
    """Offer the form behind a button, and say what was kept."""
    with st.popover("作废会议", icon=":material/event_busy:", key="void:open"):
        st.markdown(WHAT.format(**_touched(meeting)))
        with form_fields.form(_name(meeting)) as form:
            words = st.text_area("作废原因", key=form.field("words"), height=68, max_chars=500)
            form.button("确定作废")
        form.keep(
            lambda: office.void_meeting(meeting=meeting.id, words=words, form=form.number),
            words=lambda gone: f"会议已作废，撤销承诺{gone}项。",
        )


def tell(meeting: Meeting) -> None:
    """Say what the form was told last, once there is no form any more."""
    form_fields.tell(_name(meeting))


def _name(meeting: Meeting) -> str:
    return f"void:{meeting.id}"


def _touched(meeting: Meeting) -> dict[str, str]:
    """Count what was promised and ordered in the meeting and is open now, as voiding finds it."""
    rules = office.rules_of(meeting)
    made = office.standing_promises(as_of=date.max, rules=rules, place=meeting.place)
    promised = open_promises(made).filter(meeting=meeting.id)
    issued = office.standing_orders(as_of=date.max, rules=rules, place=meeting.place)
    issued = issued.filter(pl.col("ended_on").is_null(), meeting=meeting.id)
    return {"promises": f"{promised.height}项", "orders": f"{issued.height}份"}
