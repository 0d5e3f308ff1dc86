"""Money, progress, consent and issues of each project: exact parts that add up by Σ/Σ.

Every ratio is a pair `<ratio>_numerator`, `<ratio>_denominator` over the records of which both parts
are known, with `<ratio>_left_out` of those that are not; a sum of which nothing is known is null.

形象进度 is weighted by 户数 (a required field). A compound in plan that has not started has had no
works and one that is completed has had all of them, so their blank 形象进度 is 0 % and 100 %: facts of
the dates, not filled blanks. 序时进度 is the share of the days from 计划开工 to 计划完工, both included,
that have passed, over the same compounds with the same weights; or the pack's curve.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl

from metrics.frames import Frames
from metrics.progress_figures import known_sum
from metrics.schema import NEVER
from metrics.workdays import calendar

WHOLE = 1_000_000
COMPOUND_COLUMNS = (
    "physical_progress", "consulted_households", "consenting_households", "survey_responses",
    "survey_satisfied",
)  # fmt: skip
"""What is read of a compound beside its dates and 户数."""
SOURCE_GROUPS: Mapping[str, tuple[str, ...]] = {
    "central": ("中央财政补助", "中央预算内投资"),
    "local": ("省财政", "市财政", "县财政"),
    "bonds": ("专项债", "一般债"),
    "finance": ("银行贷款", "企业债券"),
    "operators": ("专营单位", "产权单位"),
    "social": ("社会资本",),
    "residents": ("居民直接出资", "住房公积金", "维修资金", "公共收益"),
}
"""Sources of funds (资金来源) as the supervision table groups them; each source is in one group."""
RATIOS = ("payment", "progress", "schedule", "consent", "satisfaction", "investment")
MONEY = ("planned", "received", "paid")
SUMMED = (
    *MONEY,
    *(f"received_{group}" for group in SOURCE_GROUPS),
    *(f"{ratio}_{part}" for ratio in RATIOS for part in ("numerator", "denominator")),
)
COUNTED = (
    *(f"{name}_unknown" for name in MONEY),
    *(f"{ratio}_left_out" for ratio in RATIOS),
    "households", "compounds", "issues_open", "issues_overdue",
)  # fmt: skip


def money(frames: Frames, projects: pl.DataFrame) -> pl.DataFrame:
    """Return planned, received and paid (分) by `row`, how many rows left each blank, and shares.

    A project without a row of 资金 is not in the result: its money is not reported.
    """
    funds = frames.sheet("funds").join(projects.lazy().select("project", "row"), on="project")
    groups = [
        known_sum(pl.when(pl.col("source").is_in(sources)).then("received")).alias(
            f"received_{name}"
        )
        for name, sources in SOURCE_GROUPS.items()
    ]
    sums = [known_sum(pl.col(name)).alias(name) for name in MONEY]
    blanks = [pl.col(name).null_count().cast(pl.Int64).alias(f"{name}_unknown") for name in MONEY]
    paid = _pair("payment", pl.col("paid"), pl.col("received"))
    return funds.group_by("row").agg(*sums, *blanks, *groups, *paid).collect()


def investment(projects: pl.DataFrame) -> pl.DataFrame:
    """Return completed over planned investment by `row`, the number of the project."""
    parts = _pair("investment", pl.col("completed_investment"), pl.col("planned_investment"))
    return projects.group_by("row").agg(parts)


def compound_figures(
    frames: Frames, rules: Mapping[str, Any], compounds: pl.DataFrame
) -> pl.DataFrame:
    """Return progress, schedule, consent and satisfaction by `row`, of the compounds in plan."""
    in_plan = compounds.filter(frames.happened("planned_on"))
    expected = scheduled(in_plan, as_of=frames.as_of, rule=rules["scheduled_progress"])
    facts = in_plan.with_columns(expected.alias("expected"), done=_works_done(frames))
    base = "consulted_households" if rules["consent_base"] == "participants" else "households"
    known = pl.col("done").is_not_null() & pl.col("expected").is_not_null()
    weight, full = pl.when(known).then("households"), pl.col("households") * WHOLE
    return facts.group_by("row").agg(
        *_pair("progress", pl.col("done") * weight, pl.when(known).then(full)),
        *_pair("schedule", pl.col("expected") * weight, pl.when(known).then(full)),
        *_pair("consent", pl.col("consenting_households"), pl.col(base)),
        *_pair("satisfaction", pl.col("survey_satisfied"), pl.col("survey_responses")),
    )


def issue_counts(issues: pl.DataFrame) -> pl.DataFrame:
    """Return open and overdue issues by project, from `ledger.ledger`."""
    named = issues.filter(pl.col("project").is_not_null())
    return named.group_by("project").agg(
        issues_open=(pl.col("state") != "已销号").sum().cast(pl.Int64),
        issues_overdue=pl.col("overdue").sum().cast(pl.Int64),
    )


def scheduled(
    compounds: pl.DataFrame, *, as_of: date, rule: str | Mapping[str, Fraction]
) -> pl.Series:
    """Return the 序时进度 of each compound in millionths, rounded down; null without its dates."""
    if not isinstance(rule, str):
        return compounds.select(_on_curve(rule, as_of).alias("expected"))["expected"]
    dates = [
        pl.when(pl.col(name) != NEVER).then(name).alias(name)
        for name in ("start_due", "finish_due")
    ]
    start, finish = compounds.select(dates).get_columns()
    today = pl.repeat(as_of, len(start), dtype=pl.Date, eager=True)
    eve = start.dt.offset_by("-1d")
    if rule == "工作日":
        gone, all_days = calendar().count(eve, today), calendar().count(eve, finish)
    else:
        gone, all_days = (today - eve).dt.total_days(), (finish - eve).dt.total_days()
    spans = pl.DataFrame(
        {"gone": gone, "all": all_days}, schema_overrides={"gone": pl.Int64, "all": pl.Int64}
    )
    passed = pl.min_horizontal("all", pl.max_horizontal("gone", 0))
    share = pl.when((pl.col("all") > 0) & pl.col("gone").is_not_null()).then(
        passed * WHOLE // pl.col("all")
    )
    return spans.select(share.alias("expected"))["expected"]


def _on_curve(curve: Mapping[str, Fraction], as_of: date) -> pl.Expr:
    """Return the milestone reached in the plan year: all of them later, none of them before."""
    reached = [share for day, share in curve.items() if day <= f"{as_of:%m-%d}"]
    now, last = (int(share * WHOLE) for share in (max(reached, default=0), max(curve.values())))
    year = pl.col("plan_year")
    return (
        pl.when(year == as_of.year).then(now).when(year < as_of.year).then(last).otherwise(0)
    ).cast(pl.Int64)


def _works_done(frames: Frames) -> pl.Expr:
    started, completed = frames.happened("started_on"), frames.happened("completed_on")
    by_dates = pl.when(completed).then(WHOLE).when(~started).then(0)
    return pl.coalesce("physical_progress", by_dates).cast(pl.Int64)


def _pair(ratio: str, part: pl.Expr, whole: pl.Expr) -> list[pl.Expr]:
    both = part.is_not_null() & whole.is_not_null()
    return [
        known_sum(pl.when(both).then(part)).alias(f"{ratio}_numerator"),
        known_sum(pl.when(both).then(whole)).alias(f"{ratio}_denominator"),
        (~both).sum().cast(pl.Int64).alias(f"{ratio}_left_out"),
    ]
