"""What may follow an order (督办单) or a promise (承诺) while it is open, who may do it, what it is called.

The addressee replies, and asks for a later day (延期申请), one request at a time; whoever issued it
confirms, sends it back, and grants or refuses the day. What was said is never rewritten.
"""

from datetime import date
from typing import NamedTuple

import polars as pl

from metrics.access.permissions import Action
from metrics.dispatch.standing import (
    ASKED,
    CARRIED,
    DELIVERED,
    EXTENDED,
    MOVED,
    REFUSED,
    REPLIED,
    RETURNED,
    asked_for,
    waits_for_word,
)
from sql.dispatch.journal import EntryRefused


class Step(NamedTuple):
    """One thing that may be written down: the field of its words, how the log calls it ({} is what it is
    done to), who may do it.

    It is done for the addressee's division (`by_addressee`), or for the one that issued it.
    """

    field: str
    logged: str
    action: Action
    by_addressee: bool = False


_ASKS, _ANSWERS = frozenset({REPLIED, ASKED}), frozenset({RETURNED, EXTENDED, REFUSED})
_OTHER_SIDE = {
    **dict.fromkeys(_ASKS, _ANSWERS | {CARRIED}), **dict.fromkeys(_ANSWERS, _ASKS),
}  # fmt: skip


def new_day(
    kind: str, happened: pl.DataFrame, *, first: date, on: date, wanted: date | None
) -> date | None:
    """Return the day that an event sets or asks for; null for one that is about none.

    `happened` are the events so far, `first` is the day that was set at first. Whoever grants a request
    and names no day grants the one that was asked for.

    Raises:
        EntryRefused: if the event does not follow from what happened, or the day is not later than the
            one in force.
    """
    asked = asked_for(happened)
    _refuse_out_of_turn(kind, happened, asked)
    if kind not in {ASKED, *MOVED}:
        return None
    wanted = asked if kind == EXTENDED and wanted is None else wanted
    agreed = [first, *happened.filter(pl.col("kind").is_in(MOVED))["due_on"].drop_nulls()][-1]
    if wanted is None or wanted <= max(agreed, on):
        label = "结转后的时限" if kind == CARRIED else "延期后的时限"
        raise EntryRefused(f"{label}应晚于登记日期和原时限{agreed}。")
    return wanted


def _refuse_out_of_turn(kind: str, happened: pl.DataFrame, asked: date | None) -> None:
    if kind == DELIVERED and DELIVERED in happened["kind"]:
        raise EntryRefused("已登记送达，本次未登记。")
    if kind == ASKED and asked is not None:
        raise EntryRefused(f"已申请延期至{asked}，尚待下达单位答复，本次未登记。")
    if kind in (EXTENDED, REFUSED) and asked is None:
        raise EntryRefused("没有待答复的延期申请，本次未登记。")
    if kind == RETURNED and not waits_for_word(happened):
        raise EntryRefused("没有待确认的回复，不能退回重办，本次未登记。")


def answered(kind: str, happened: pl.DataFrame) -> int:
    """Return the number of the last event that the other side wrote; 0 if there was none.

    What is said after it is said anew, even in the same words.
    """
    other: frozenset[str] = _OTHER_SIDE.get(kind, frozenset())
    numbers = happened.filter(pl.col("kind").is_in([*other]))["id"]
    return int(numbers[-1]) if len(numbers) else 0


REPLY = Step("回复内容", "回复{}", Action.ANSWER, by_addressee=True)
ASK = Step("延期理由", "申请{}延期", Action.ANSWER, by_addressee=True)
GRANT = Step("答复意见", "准予{}延期", Action.CONFIRM)
REFUSE = Step("答复意见", "不予{}延期", Action.CONFIRM)
RETURN = Step("退回原因", "退回{}重办", Action.CONFIRM)
STEPS = {REPLIED: REPLY, ASKED: ASK, EXTENDED: GRANT, REFUSED: REFUSE, RETURNED: RETURN}
"""What may follow an order as well as a promise, by kind of event."""
