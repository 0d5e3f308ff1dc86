"""The cycle before (上一周期) of a recurring key task: was it done, as far as the data can prove?

A yearly task reopens on 1 January, so its light tells of the new cycle only, and a cycle that was
missed would be forgotten. What proves the cycle before: a completion dated in that year, told now
or in what was in force on its last day (it is overwritten when the new cycle is done). 未见完成记录
is said of a task that is known to have run then and has no such date. 无法确定: the task was not
reported by then, its number stands for another task since, or 已完成 was told without its day.
"""

from datetime import date

import polars as pl

from metrics.rules.value import Rules
from metrics.supervision.lights import TASK, lit

CYCLES = DONE, UNSEEN, UNKNOWN = ("已完成", "未见完成记录", "无法确定")
SAME_TASK = ("unit", "task", "content", "deadline")
"""A number that stands for other work, or another deadline, is another task."""


def cycle_before(
    listed: pl.DataFrame,
    *,
    due: pl.Series,
    year: int,
    rules: Rules,
    before: pl.DataFrame | None,
) -> pl.DataFrame:
    """Tell the cycle of `year` of each task, in the order of `listed`.

    `due` is its last day, null for a task that does not recur, which has no cycle before. `before`
    is 重点任务 as in force on the last day of the year; null: not at hand. Returns before_due (moved
    off a day of rest where the rule says so), before_finished_on and before_state (CYCLES).
    """
    then = _then(listed.select(*SAME_TASK, "status", "finished_on"), before)
    recurs = pl.col("before_due").is_not_null()
    dated = then.with_columns(_moved(due, year=year, rules=rules)).with_columns(
        pl.coalesce(_within(year, "finished_on"), _within(year, "was_finished_on")).alias("on")
    )
    return dated.select(
        "before_due",
        pl.when(recurs).then("on").alias("before_finished_on"),
        pl.when(recurs).then(_state(year)).alias("before_state"),
    )


def _moved(due: pl.Series, *, year: int, rules: Rules) -> pl.Series:
    """Move due dates off days of rest, as their lights did."""
    states = pl.DataFrame({"due": due}).with_columns(
        actual=pl.lit(None, pl.Date), done=pl.lit(value=False), owed=pl.lit(value=True)
    )
    return lit(states, as_of=date(year, 12, 31), rules=rules, kind=TASK)["due"].alias("before_due")


def _then(listed: pl.DataFrame, before: pl.DataFrame | None) -> pl.DataFrame:
    """Put beside each task what it said on the last day of its cycle before."""
    earlier = listed.clear() if before is None else before
    was = earlier.select(
        *SAME_TASK, ran=pl.lit(value=True), was_status="status", was_finished_on="finished_on"
    )
    return listed.join(was, on=SAME_TASK, how="left", nulls_equal=True, maintain_order="left")


def _within(year: int, column: str) -> pl.Expr:
    return pl.when(pl.col(column).dt.year() == year).then(pl.col(column))


def _state(year: int) -> pl.Expr:
    earlier = (pl.col("finished_on") < date(year, 1, 1)).fill_null(value=False)
    ran = pl.col("ran").fill_null(value=False) | earlier
    undated = _undated("status", "finished_on") | _undated("was_status", "was_finished_on")
    state = pl.when(pl.col("on").is_not_null()).then(pl.lit(DONE))
    return state.when(ran & ~undated).then(pl.lit(UNSEEN)).otherwise(pl.lit(UNKNOWN))


def _undated(status: str, day: str) -> pl.Expr:
    return (pl.col(status) == "已完成").fill_null(value=False) & pl.col(day).is_null()
