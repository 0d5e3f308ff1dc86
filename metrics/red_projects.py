"""Projects that need the meeting's attention today (红灯项目), as far as the ledger alone can tell.

A project of the evaluation year or before is listed when, by the data date, one of its compounds
in plan has passed its planned start or finish without the fact, a compound or the project itself
breaches a veto measure, or one of its issues is open beyond its date. A blank planned date is not
late: nothing was promised. Lights that follow the rule pack will take this function's place.
"""

import polars as pl

from metrics.catalogue import MEASURES
from metrics.frames import Frames
from metrics.measure import Rules

SHOWN = ("project", "name", "region", "plan_year", "planned_investment", "completed_investment",
         "project_owner", "supervision_owner")  # fmt: skip
REASONS = ("late_starts", "late_finishes", "overdue_issues")
"""Counted reasons; the other is a breach."""


def red_projects(frames: Frames, rules: Rules) -> pl.DataFrame:
    """List red projects, the longest delay first, then by code.

    Columns: SHOWN (money in 分, null = not reported), compounds / started / completed (of those in
    plan), late_starts, late_finishes and overdue_issues (counts), breaches (codes of the veto
    measures failed), days_late (longest delay in calendar days; null where nothing is late).
    """
    projects = frames.tables["projects"].filter(pl.col("plan_year") <= frames.year).select(SHOWN)
    counts = (*REASONS, "compounds", "started", "completed")
    return (
        projects.join(_compounds(frames), on="project", how="left")
        .join(_issues(frames), on="project", how="left")
        .join(_breaches(frames, rules), on="project", how="left")
        .with_columns(pl.col(counts).fill_null(0), pl.col("breaches").fill_null([]))
        .filter((pl.max_horizontal(REASONS) > 0) | (pl.col("breaches").list.len() > 0))
        .with_columns(days_late=pl.max_horizontal("compound_days", "issue_days"))
        .drop("compound_days", "issue_days")
        .sort("days_late", "project", descending=[True, False], nulls_last=True)
    )


def overdue_issues(frames: Frames) -> pl.DataFrame:
    """Return the issues (整改台账) past their date and not closed by the data date.

    Adds days_late (calendar days) to the sheet's columns. A blank 销号日期 is an open issue.
    """
    late = (pl.col("due_on") < frames.as_of) & ~frames.happened("closed_on")
    days = (pl.lit(frames.as_of) - pl.col("due_on")).dt.total_days()
    return frames.tables["issues"].filter(late).with_columns(days_late=days)


def _compounds(frames: Frames) -> pl.DataFrame:
    started, completed = frames.happened("started_on"), frames.happened("completed_on")
    start_late = (pl.col("start_due") < frames.as_of) & ~started & ~completed
    finish_late = (pl.col("finish_due") < frames.as_of) & ~completed
    day = pl.lit(frames.as_of)
    return (
        frames.compounds.filter(frames.happened("planned_on"))
        .group_by("project")
        .agg(
            compounds=pl.len().cast(pl.Int64),
            started=started.sum().cast(pl.Int64),
            completed=completed.sum().cast(pl.Int64),
            late_starts=start_late.sum().cast(pl.Int64),
            late_finishes=finish_late.sum().cast(pl.Int64),
            compound_days=pl.max_horizontal(
                (day - pl.col("start_due")).filter(start_late).max(),
                (day - pl.col("finish_due")).filter(finish_late).max(),
            ).dt.total_days(),
        )
    )


def _issues(frames: Frames) -> pl.DataFrame:
    found = overdue_issues(frames).filter(pl.col("project").is_not_null()).group_by("project")
    return found.agg(overdue_issues=pl.len().cast(pl.Int64), issue_days=pl.col("days_late").max())


def _breaches(frames: Frames, rules: Rules) -> pl.DataFrame:
    """Return the veto measures that a project or one of its compounds fails, by project."""
    owners = {
        "projects": frames.projects_of_year.select("project", record="project"),
        "compounds": frames.compounds_of_year.select("project", record="compound"),
    }
    found = [pl.DataFrame(schema={"project": pl.String, "breach": pl.String})]
    for code in rules["veto_measures"]:
        if MEASURES[code].sheet in owners:
            failed = MEASURES[code].judge(frames, rules).filter(~pl.col("met")).collect()
            named = failed.join(owners[MEASURES[code].sheet], on="record")
            found.append(named.select("project", breach=pl.lit(code)))
    return pl.concat(found).group_by("project").agg(breaches=pl.col("breach").unique().sort())
