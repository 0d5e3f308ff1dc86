"""What can be written down for an open order: by its addressee, and by who issued it."""

from collections.abc import Mapping
from typing import Any

from dashboard import office, order_book
from dashboard.components.orders import follow_up
from dashboard.components.orders.follow_up import Step
from metrics.dispatch.standing import (
    ASKED,
    CLOSED,
    DELIVERED,
    EXTENDED,
    REFUSED,
    REPLIED,
    RETURNED,
    WITHDRAWN,
)

RULES = office.ORDER_STEPS


def _not_delivered(row: Mapping[str, Any]) -> bool:
    return all(step["kind"] != DELIVERED for step in row["way"] or ())


STEPS = (
    Step(
        "登记送达", "mark_email_read", RULES[DELIVERED], order_book.deliver_order, when=_not_delivered
    ),
    *follow_up.steps_of(
        RULES,
        {
            REPLIED: office.reply_to_order, ASKED: office.ask_for_order_time,
            EXTENDED: office.grant_order_time, REFUSED: office.refuse_order_time,
            RETURNED: office.send_order_back,
        },
        reply="登记回复",
    ),
    Step(
        "办结", "task_alt", RULES[CLOSED], office.close_order,
        warning="办结后不能再登记，请确认整改已经到位。",
    ),
    Step(
        "撤销", "block", RULES[WITHDRAWN], office.withdraw_order,
        warning="撤销后文号保留、不再使用，不能恢复。",
    ),
)  # fmt: skip


def show(row: Mapping[str, Any]) -> None:
    """Draw a button for each step that the visitor may take now."""
    follow_up.show(row, STEPS, of="order", since=row["issued_on"])
