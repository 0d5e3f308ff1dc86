"""Who has reported, in words: the states, the turn that runs, and the sum of a place."""

from metrics.reporting.standing import (
    IN_TIME,
    LATE,
    NEVER,
    OVERDUE,
    REPORTED,
    SENT_LATE,
    WAITING,
    Reporting,
    UnitStanding,
)
from metrics.reporting.turns import Turn
from metrics.views.parts import numbers
from metrics.views.parts.light_cells import span
from metrics.views.parts.signals import Signal

STATES = {
    IN_TIME: "按期报送",
    SENT_LATE: "迟报",
    WAITING: "待报",
    OVERDUE: "逾期未报",
    NEVER: "从未报送",
}
SIGNALS = {
    IN_TIME: Signal.GOOD,
    SENT_LATE: Signal.FAIR,
    WAITING: Signal.WATCH,
    OVERDUE: Signal.BAD,
    NEVER: Signal.BAD,
}
LISTS: dict[str, tuple[str, ...]] = {
    "due": (*REPORTED, WAITING, *LATE),
    "reported": REPORTED,
    "late": LATE,
    "waiting": (WAITING,),
    "sent_late": (SENT_LATE,),
    "never": (NEVER,),
}
"""The lists that a page, a table and a command offer, each with the states in it."""
LIST_NAMES = {
    "due": "应报",
    "reported": "已报",
    "late": "逾期",
    "waiting": "待报",
    "sent_late": "迟报",
    "never": "从未报送",
}
LIST_NOTES = {"sent_late": "已报的单位中过了时限才报的。", "never": "逾期的单位中从来没有报过的。"}
"""What the names of lists leave out: each is a part of another."""


def turn_words(turn: Turn | None) -> str:
    """Say which data date is due and by when; an empty text where none is yet."""
    if turn is None:
        return "报送节奏尚未开始。"
    day, deadline = numbers.day(turn.data_date), numbers.day(turn.deadline)
    return f"本期数据截止{day}，报送时限{deadline}。"


def sum_words(standing: Reporting) -> str:
    """Say in one line how many are due, have reported, wait and are late."""
    counts = {name: len(standing.of(*states)) for name, states in LISTS.items()}
    never = f"（其中从未报送{counts['never']}家）" if counts["never"] else ""
    sent_late = f"（其中迟报{counts['sent_late']}家）" if counts["sent_late"] else ""
    return (
        f"应报{counts['due']}家，已报{counts['reported']}家{sent_late}，"
        f"待报{counts['waiting']}家，逾期{counts['late']}家{never}。"
    )


def short_sum_words(standing: Reporting) -> str:
    """Say the sum of the turn that runs in the few words that a link has room for."""
    due, reported, late = (len(standing.of(*LISTS[name])) for name in ("due", "reported", "late"))
    turn = f"截至{numbers.day(standing.turn.data_date)}" if standing.turn else ""
    return f"{turn}应报{due}家，已报{reported}家，逾期{late}家"


def delay_words(unit: UnitStanding) -> str:
    """Write how late a unit is, was, or how long it still has; empty for one in time."""
    delay = unit.delay
    if delay is None or unit.state == IN_TIME:
        return ""
    amount = span(delay.workdays, delay.days)
    if unit.state == WAITING:
        return f"还有{amount}" if delay.days else "今日到期"
    return f"{'迟' if unit.state == SENT_LATE else '逾期'}{amount}"
