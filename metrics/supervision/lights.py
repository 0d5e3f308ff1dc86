"""The six lights (灯) and how a deadline gets one; the numbers come from the rule pack.

灰 not due · 黄 due within the days of warning, or late within the days of grace · 红 late beyond
grace · 绿 done · 绿（迟） done late · 黑 not reported: what the light needs is blank.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl

from metrics.days.workdays import calendar, workday_counted
from metrics.rules.value import Rules

RED, BLACK, YELLOW, LATE_GREEN, GREEN, GREY = LIGHTS = ("红", "黑", "黄", "绿（迟）", "绿", "灰")
TO_REPORT = "待补报"
"""黑 of a stage without a date after which another is done: nobody is late, a cell is empty."""
SUPERVISED = NODE, TASK, ISSUE = ("环节", "任务", "问题")
"""What carries a light: a node of the supervision table, a key task, an issue of the ledger."""


def lit(states: pl.DataFrame, *, as_of: date, rules: Rules, kind: str) -> pl.DataFrame:
    """Give each state its light; rows keep their order.

    `states`: due (Date, null = unknown), actual (Date, null = not done, or done on a day not
    known), done (null = not known whether), owed (false: nothing is due yet whatever the date).
    Returns due (moved off a day of rest where the rule says so), light (worst first by the pack's
    order), days and working_days late (negative = early or still ahead; null = unknown), and
    provisional (暂定: a day lies in a year without an official list of workdays).
    """
    moves = rules["due_moves_to_workday"][kind]
    dated = states.with_columns(due=calendar().due(pl.col("due"), 0, moves=moves))
    days, working_days, provisional = late("", as_of=as_of)
    return dated.select(
        "due",
        light("", rules, as_of=as_of, kind=kind).cat.to(pl.Enum(rules["light_order"])),
        days.cast(pl.Int64),
        working_days.cast(pl.Int64),
        provisional,
    )


def late(name: str, *, as_of: date) -> list[pl.Expr]:
    """Return days and working_days after the due date, and provisional, all named `<name>days` and so on.

    They count from `<name>due` to the day it was done, or to the data date while it is owed.
    """
    done, owed, due = (pl.col(f"{name}{field}") for field in ("done", "owed", "due"))
    until = pl.when(done).then(f"{name}actual").when(~done & owed).then(pl.lit(as_of))
    days = until.cast(pl.Date).to_physical() - due.to_physical()
    guessed = calendar().provisional(due) | calendar().provisional(until)
    return [
        days.alias(f"{name}days"),
        calendar().count(due, until).alias(f"{name}working_days"),
        (guessed & (done | owed)).fill_null(value=False).alias(f"{name}provisional"),
    ]


def light(name: str, rules: Rules, *, as_of: date, kind: str) -> pl.Expr:
    """Choose `<name>light`, its place in the pack's order, from done, owed, due and actual.

    Grace is counted in working days after the due date, which must not be used up by the data
    date; no grace at all means red the day after. Warning counts those still ahead.
    """
    done, owed, due = (pl.col(f"{name}{field}") for field in ("done", "owed", "due"))
    grace, warning = rules["light_grace_days"][kind], rules["light_warn_days"][kind]
    forgiven = due >= pl.lit(workday_counted(as_of, -grace), pl.Date)
    near = due < pl.lit(workday_counted(as_of, warning + 1), pl.Date)
    shown = _places(rules)
    return (
        pl.when(done)
        .then(_finished(name, shown))
        .when(~owed & done.is_not_null())
        .then(shown[GREY])
        .when(done.is_null() | due.is_null())
        .then(shown[BLACK])
        .when(due < as_of)
        .then(pl.when(forgiven).then(shown[YELLOW]).otherwise(shown[RED]) if grace else shown[RED])
        .when(near)
        .then(shown[YELLOW])
        .otherwise(shown[GREY])
        .alias(f"{name}light")
    )


def _places(rules: Rules) -> dict[str, pl.Expr]:
    # Chosen as places in the order: words are much slower to choose from.
    return {light: pl.lit(place, pl.UInt8) for place, light in enumerate(rules["light_order"])}


def _finished(name: str, shown: Mapping[str, pl.Expr]) -> pl.Expr:
    """Choose the light of what is done; on a day not known, whether it was late is not known."""
    actual = pl.col(f"{name}actual")
    return (
        pl.when(actual.is_null())
        .then(shown[BLACK])
        .when(actual > pl.col(f"{name}due"))
        .then(shown[LATE_GREEN])
        .otherwise(shown[GREEN])
    )
