"""The six lights (灯) and how a deadline gets one; the numbers come from the rule pack.

灰 not due · 黄 due within the days of warning, or late within the days of grace · 红 late beyond
grace · 绿 done · 绿（迟） done late · 黑 not reported: what the light needs is blank.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from metrics.workdays import calendar

RED, BLACK, YELLOW, LATE_GREEN, GREEN, GREY = LIGHTS = ("红", "黑", "黄", "绿（迟）", "绿", "灰")
SUPERVISED = NODE, TASK, ISSUE = ("环节", "任务", "问题")
"""What carries a light: a node of the supervision table, a key task, an issue of the ledger."""


def lit(states: pl.DataFrame, *, as_of: date, rules: Mapping[str, Any], kind: str) -> pl.DataFrame:
    """Give each state its light; rows keep their order.

    `states`: due (Date, null = unknown), actual (Date, null = not done, or done on a day not
    known), done (null = not known whether), owed (false: nothing is due yet whatever the date).
    Returns due (moved off a day of rest where the rule says so), light (worst first by the pack's
    order), days and working_days late (negative = early or still ahead; null = unknown), and
    provisional (暂定: a day lies in a year without an official list of workdays).
    """
    counted = _counted(states, as_of=as_of, moves=rules["due_moves_to_workday"][kind])
    grace, warning = rules["light_grace_days"][kind], rules["light_warn_days"][kind]
    return counted.select(
        "due",
        light(rules["light_order"], grace=grace, warning=warning),
        pl.when("told").then("days").alias("days"),
        pl.when("told").then("working_days").alias("working_days"),
        (pl.col("provisional") & pl.col("told")).fill_null(value=False).alias("provisional"),
    )


def light(order: Sequence[str], *, grace: int, warning: int) -> pl.Expr:
    """Choose the light from done, owed, days and working_days; done late within grace is late.

    Grace is counted in working days after the due date; no grace at all means red the day after.
    """
    shown = {name: pl.lit(place, pl.UInt8) for place, name in enumerate(order)}
    late, ahead = pl.col("working_days"), -pl.col("working_days")
    forgiven = (late <= grace) & (grace > 0)
    # Chosen as places in the order: words are much slower to choose from.
    place = (
        pl.when("done")
        .then(_finished(shown))
        .when(~pl.col("owed") & pl.col("done").is_not_null())
        .then(shown[GREY])
        .when(pl.col("done").is_null() | pl.col("days").is_null())
        .then(shown[BLACK])
        .when(pl.col("days") > 0)
        .then(pl.when(forgiven).then(shown[YELLOW]).otherwise(shown[RED]))
        .when(ahead <= warning)
        .then(shown[YELLOW])
        .otherwise(shown[GREY])
    )
    return place.cat.to(pl.Enum(order)).alias("light")


def _finished(shown: Mapping[str, pl.Expr]) -> pl.Expr:
    """Choose the light of what is done; on a day not known, whether it was late is not known."""
    return (
        pl.when(pl.col("actual").is_null())
        .then(shown[BLACK])
        .when(pl.col("days") > 0)
        .then(shown[LATE_GREEN])
        .otherwise(shown[GREEN])
    )


def _counted(states: pl.DataFrame, *, as_of: date, moves: bool) -> pl.DataFrame:
    days = calendar()
    due = days.on_or_after(states["due"]) if moves else states["due"]
    today = pl.when(~pl.col("done")).then(pl.lit(as_of))
    until = states.select(pl.when("done").then("actual").otherwise(today).alias("until"))["until"]
    return states.with_columns(
        due.alias("due"),
        ((until - due).dt.total_days()).alias("days"),
        days.count(due, until).cast(pl.Int64).alias("working_days"),
        (days.provisional(due) | days.provisional(until)).alias("provisional"),
        told=pl.col("done") | pl.col("owed"),
    )
