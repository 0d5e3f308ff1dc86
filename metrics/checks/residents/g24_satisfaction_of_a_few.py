"""G24 满意率只算回收

命中：当年完工并报了满意率的小区，有效答卷数占户数（扣除登记拒访达到规定次数的户）的比例低于规定覆盖率。
      同时给出满意率的95%区间（威尔逊区间，精确到0.1个百分点），份数越少区间越宽。
排除：拒访登记不少于规定次数的户。
缺项：有效答卷数空缺的为空缺；满意答卷数空缺的没有满意率，不检查。
例（75%）：100户答卷60份、满意48份，覆盖60%，命中，满意率80.0%，区间68.2%–88.2%；400户300份，75%，不命中，
      区间75.1%–84.1%（240份满意）。
"""

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

import polars as pl

from metrics.checks.check import (
    ORDINARY,
    Check,
    Exclusion,
    Judged,
    Row,
    figure,
    rate,
    share_of,
    words,
)
from metrics.checks.material import Material
from metrics.rules.value import Rules

SURVEY = ("households", "survey_responses", "survey_satisfied")
_FINE = 10**12


def satisfaction_of_a_few(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge whether the satisfaction of each compound completed in the year rests on enough households."""
    frames, allowed = material.frames, rules["check_g24"]
    share: Fraction = allowed["覆盖率"]
    often = material.beside("refusals").filter(pl.col("visits") >= allowed["拒访次数"])
    refused = often.group_by("compound").agg(refused=pl.col("household").n_unique().cast(pl.Int64))
    rows = (
        frames.compounds.lazy()
        .filter(frames.year_of("completed_on"), pl.col("survey_satisfied").is_not_null())
        .select("compound", "project", "region", "name", *SURVEY)
        .join(refused, on="compound", how="left")
        .with_columns(pl.col("refused").fill_null(0))
        .with_columns(asked=pl.col("households") - pl.col("refused"))
    )
    few = pl.col("survey_responses") * share.denominator < pl.col("asked") * share.numerator
    told = (
        share_of("survey_responses", "asked").alias("coverage"),
        share_of("survey_satisfied", "survey_responses").alias("satisfaction"),
    )
    return (Judged("compounds", rows.with_columns(hit=few), told),)


def with_interval(row: Row) -> Row:
    """Add the interval in which the satisfaction lies at 95 %."""
    low, high = wilson(row["survey_satisfied"], row["survey_responses"])
    return {"interval": f"{low // 10}.{low % 10}%–{high // 10}.{high % 10}%"}


def wilson(part: int, whole: int) -> tuple[int, int]:
    """Return the bounds of the Wilson interval at 95 % in tenths of a percent, rounded; all of it of nobody."""
    if whole <= 0:
        return 0, 1000
    part = min(part, whole)
    # (2k + z² ∓ z √(z² + 4k(n - k)/n)) ÷ 2(n + z²), over 625, in parts of 10⁻¹²; z = 49/25.
    under = 49**4 + 4 * part * (whole - part) * 49**2 * 625 // whole
    spread, centre = isqrt(under * _FINE**2), (1250 * part + 49**2) * _FINE
    of = 2 * (625 * whole + 49**2) * _FINE
    low, high = ((2000 * (centre + side * spread) + of) // (2 * of) for side in (-1, 1))
    return max(low, 0), min(high, 1000)


CHECK = Check(
    code="G24",
    title="满意率只算回收",
    what="回收的问卷少，满意率却照算",
    why="只有少数住户作答时，满意率说明不了大多数住户的看法。",
    formula="有效答卷数 ÷（户数 － 登记拒访户数）< 规定覆盖率",
    filled="{survey_responses}÷（{households}－{refused}）={coverage} < {rule[覆盖率]}；"
    "满意率{satisfaction}，95%区间{interval}",
    asks="{place}“{name}”{households}户，回收有效答卷{survey_responses}份，覆盖{coverage}；满意率{satisfaction}，95%区间为"
    "{interval}。请说明未作答住户的情况，可补充调查；多次上门拒访的请登记。",
    severities=(ORDINARY,),
    judge=satisfaction_of_a_few,
    tell=with_interval,
    shows=(
        figure("households", "户数"), figure("refused", "登记拒访（户）"), figure("survey_responses", "有效答卷（份）"),
        rate("coverage", "覆盖率"), rate("satisfaction", "满意率"), words("interval", "满意率95%区间"),
    ),
    innocent=("外出务工户多",),
    exclusions=(Exclusion("拒访登记不少于3次"),),
    reads=("check_g24",),
    uses=("refusals",),
    label="推断",
)  # fmt: skip
