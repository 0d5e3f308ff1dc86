"""The ledger of problems to put right (整改台账) with lights, as 销号 goes on.

An issue is done when it is closed (销号) by the data date; a blank 销号日期 is an open issue. Whether
it was done late asks 整改完成日期: blank on an issue closed after its date, that is not known (黑);
「无」 counts from 销号日期. Agrees with A10.1 as long as the pack gives issues no grace.
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.records.schema import NEVER
from metrics.rules.value import Rules
from metrics.supervision.lights import ISSUE, RED, lit

OPEN, RECTIFIED, CLOSED = STATES = ("未整改", "已整改待销号", "已销号")


def ledger(frames: Frames, rules: Rules) -> pl.DataFrame:
    """List every issue, the most severe light first, then by date and code.

    Adds to the sheet: state (STATES), light, days and working_days past 整改期限 (negative = ahead),
    overdue (open past its date, whatever the grace), provisional, and project_name (null: of no
    project, or of one that was not reported).
    """
    names = frames.tables["projects"].select("project", project_name="name")
    issues = frames.tables["issues"].join(names, on="project", how="left", maintain_order="left")
    closed, rectified = frames.happened("closed_on"), frames.happened("rectified_on")
    states = issues.select(
        due=pl.when(pl.col("due_on") != NEVER).then("due_on"),
        actual=pl.when(closed).then(_put_right()),
        done=closed,
        owed=pl.lit(value=True),
    )
    lights = lit(states, as_of=frames.as_of, rules=rules, kind=ISSUE).drop("due")
    state = pl.when(closed).then(pl.lit(CLOSED)).when(rectified).then(pl.lit(RECTIFIED))
    late = (pl.col("days") > 0).fill_null(value=False)
    return (
        pl.concat([issues, lights], how="horizontal")
        .with_columns(state=state.otherwise(pl.lit(OPEN)), overdue=late & ~closed)
        .sort("light", "due_on", "issue")
    )


def overdue(issues: pl.DataFrame) -> pl.DataFrame:
    """Keep the issues of `ledger` that are open past their date, the longest first, then by code."""
    return issues.filter("overdue").sort("days", "issue", descending=[True, False])


def red_issues(issues: pl.DataFrame) -> pl.DataFrame:
    """Keep the issues of `ledger` that are open past their date and beyond the pack's grace."""
    return issues.filter(pl.col("light").cast(pl.String) == RED)


def _put_right() -> pl.Expr:
    """Return the day a closed issue was put right; an unknown day is by its date if 销号 was."""
    in_time = pl.when(pl.col("closed_on") <= pl.col("due_on")).then("closed_on")
    return (
        pl.when(pl.col("rectified_on") == NEVER)
        .then("closed_on")
        .otherwise(pl.coalesce("rectified_on", in_time))
    )
