"""年度开工（小区、户两个口径）和上年结转完工

年度开工    分母：列入当年计划的小区（户口径为其户数）。达标：截至数据日期已开工。
            例：两个小区100户、300户，100户的已开工 → 小区1/2，户100/400。
上年结转完工  分母：上年计划、上年底尚未完工的小区。达标：截至数据日期已完工。
            例：上年12月31日完工的不在分母；今年3月完工的达标；完工日期空缺即未完工，不达标。
"""

from datetime import date

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.measure import Measure, judged

STARTED = ("name", "households", "planned_on", "started_on")


def compounds_started(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each compound in plan was started."""
    return judged(
        frames.compounds_in_plan,
        record="compound",
        met=frames.happened("started_on"),
        shows=STARTED,
    )


def households_started(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each compound in plan was started, by its households."""
    return judged(
        frames.compounds_in_plan,
        record="compound",
        met=frames.happened("started_on"),
        amount=pl.col("households"),
        shows=STARTED,
    )


def carried_over_completed(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each compound planned last year and open at its end was completed."""
    year_begins = date(frames.year, 1, 1)
    done_before = (pl.col("completed_on") < year_begins).fill_null(value=False)
    return judged(
        frames.compounds.lazy().filter(
            pl.col("plan_year") == frames.year - 1, frames.happened("planned_on"), ~done_before
        ),
        record="compound",
        met=frames.happened("completed_on"),
        shows=("name", "planned_on", "started_on", "completed_on"),
    )


FIGURES = {
    "compounds_started": Measure(
        code="",
        title="年度开工（小区）",
        denominator="列入当年计划的小区",
        numerator="已开工的小区",
        judge=compounds_started,
        sheet="compounds",
    ),
    "households_started": Measure(
        code="",
        title="年度开工（户）",
        denominator="列入当年计划小区的户数",
        numerator="已开工小区的户数",
        judge=households_started,
        sheet="compounds",
        amounts=True,
        unit="户",
    ),
    "carried_over_completed": Measure(
        code="",
        title="上年结转完工",
        denominator="上年计划、上年底尚未完工的小区",
        numerator="已完工的小区",
        judge=carried_over_completed,
        sheet="compounds",
    ),
}
