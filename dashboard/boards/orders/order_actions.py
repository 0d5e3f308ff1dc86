"""What can be written down for an open order: by its addressee, and by who issued it."""

from collections.abc import Mapping
from typing import Any

from dashboard import office
from dashboard.components import follow_up
from dashboard.components.follow_up import Step
from metrics.access.permissions import Action

STEPS = (
    *follow_up.steps_of(
        {
            "reply": office.reply_to_order, "ask": office.ask_for_order_time,
            "grant": office.grant_order_time, "refuse": office.refuse_order_time,
            "back": office.send_order_back,
        },
        reply="登记回复", field="回复内容",
    ),
    Step(
        "办结", "task_alt", "办结情况", office.close_order, Action.CONFIRM,
        warning="办结后不能再登记，请确认整改已经到位。",
    ),
    Step(
        "撤销", "block", "撤销原因", office.withdraw_order, Action.ISSUE_ORDER,
        warning="撤销后文号保留、不再使用，不能恢复。",
    ),
)  # fmt: skip


def show(row: Mapping[str, Any]) -> None:
    """Draw a button for each step that the visitor may take now."""
    follow_up.show(row, STEPS, of="order", since=row["issued_on"])
