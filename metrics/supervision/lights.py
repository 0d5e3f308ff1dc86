"""The six lights (灯) and how a deadline gets one; the numbers come from the rule pack.

灰 not due · 黄 due within the days of warning, or late within the days of grace · 红 late beyond
grace · 绿 done · 绿（迟） done late · 黑 not reported: what the light needs is blank.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from metrics.days.workdays import calendar
from metrics.rules.value import Rules

RED, BLACK, YELLOW, LATE_GREEN, GREEN, GREY = LIGHTS = ("红", "黑", "黄", "绿（迟）", "绿", "灰")
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
    moves, due = rules["due_moves_to_workday"][kind], pl.col("due")
    dated = states.with_columns(due_number=calendar().due_number(due, 0, moves=moves))
    dated = dated.with_columns(due=calendar().due(due, pl.col("due_number"), 0, moves=moves))
    counted = dated.with_columns(late("", as_of=as_of))
    late_by = pl.col("days", "working_days").cast(pl.Int64)
    shown, provisional = lights("", rules, kind)
    return counted.select("due", shown.cat.to(pl.Enum(rules["light_order"])), late_by, provisional)


def late(name: str, *, as_of: date) -> list[pl.Expr]:
    """Return until, days and working_days after the due date, all named `<name>until` and so on.

    They count from `<name>due` and its number among the working days, `<name>due_number`, to the
    day it was done, or to the data date while it is owed.
    """
    done, due = pl.col(f"{name}done"), pl.col(f"{name}due")
    open_ = ~done & pl.col(f"{name}owed")
    until = pl.when(done).then(f"{name}actual").when(open_).then(pl.lit(as_of))
    return [
        until.alias(f"{name}until"),
        (until.cast(pl.Date).to_physical() - due.to_physical()).alias(f"{name}days"),
        (calendar().passed(until) - pl.col(f"{name}due_number")).alias(f"{name}working_days"),
    ]


def lights(name: str, rules: Rules, kind: str) -> list[pl.Expr]:
    """Return `<name>light` (its place in the pack's order) and `<name>provisional` of `late`."""
    due, until = (calendar().provisional(pl.col(f"{name}{field}")) for field in ("due", "until"))
    told = pl.col(f"{name}done") | pl.col(f"{name}owed")
    grace, warning = rules["light_grace_days"][kind], rules["light_warn_days"][kind]
    return [
        light(name, rules["light_order"], grace=grace, warning=warning).alias(f"{name}light"),
        ((due | until) & told).fill_null(value=False).alias(f"{name}provisional"),
    ]


def light(name: str, order: Sequence[str], *, grace: int, warning: int) -> pl.Expr:
    """Choose the light from done, owed, days and working_days; done late within grace is late.

    Grace is counted in working days after the due date; no grace at all means red the day after.
    """
    done, owed, days, late = (
        pl.col(f"{name}{field}") for field in ("done", "owed", "days", "working_days")
    )
    # Chosen as places in the order: words are much slower to choose from.
    shown = {light: pl.lit(place, pl.UInt8) for place, light in enumerate(order)}
    forgiven = (late <= grace) & (grace > 0)
    return (
        pl.when(done)
        .then(_finished(name, shown))
        .when(~owed & done.is_not_null())
        .then(shown[GREY])
        .when(done.is_null() | days.is_null())
        .then(shown[BLACK])
        .when(days > 0)
        .then(pl.when(forgiven).then(shown[YELLOW]).otherwise(shown[RED]))
        .when(-late <= warning)
        .then(shown[YELLOW])
        .otherwise(shown[GREY])
    )


def _finished(name: str, shown: Mapping[str, pl.Expr]) -> pl.Expr:
    """Choose the light of what is done; on a day not known, whether it was late is not known."""
    return (
        pl.when(pl.col(f"{name}actual").is_null())
        .then(shown[BLACK])
        .when(pl.col(f"{name}days") > 0)
        .then(shown[LATE_GREEN])
        .otherwise(shown[GREEN])
    )
