"""G09 期末突击

命中：本期（上期数据日期之后至本期数据日期）报的开工或完工中，落在最后几天的占比达到规定比例，且按天数均匀
      分布时至少有这么多的概率（二项分布，精确）低于规定值，同批检查误报率不超过规定。
排除：调度系统故障恢复；集中开工仪式有文件。
缺项：本期报数不足规定个数的不检查；日期空缺的小区不算开工，不在其中。
例（末3日、30天、40%、20个）：50个中22个，概率约5×10⁻¹⁰，命中；50个中12个占24%，不命中。
"""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

import polars as pl

from metrics.checks.check import ORDINARY, Check, Exclusion, Judged, Row, figure, rate, share_of
from metrics.checks.material import Material
from metrics.checks.tails import binomial_tail
from metrics.rules.value import Rules

RECOVERED, CEREMONY = "系统故障恢复", "集中开工仪式"
DATES = {"开工": "started_on", "完工": "completed_on"}


def surge_at_the_end(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge how many of the starts, and of the completions, of a period fall on its last days."""
    before, allowed = material.before, rules["check_g09"]
    if before is None:
        return ()
    frames, share = material.frames, allowed["占比"]
    period = (frames.as_of - before.as_of).days
    last = frames.as_of - timedelta(days=allowed["末几日"])
    counted = [
        frames.compounds_of_year.lazy()
        .filter(pl.col(date) > before.as_of, pl.col(date) <= frames.as_of)
        .group_by("region")
        .agg(all=pl.len().cast(pl.Int64), late=(pl.col(date) > last).sum().cast(pl.Int64))
        .with_columns(about=pl.lit(name), period=pl.lit(period, pl.Int64))
        for name, date in DATES.items()
    ]
    rows = pl.concat(counted).filter(pl.col("all") >= allowed["最少"], period > allowed["末几日"])
    asked = material.asked(rows, RECOVERED, CEREMONY)
    hit = pl.col("late") * share.denominator >= pl.col("all") * share.numerator
    told = (share_of("late", "all").alias("part"),)
    return (Judged("regions", asked.with_columns(hit=hit), told),)


def chance(row: Row, rules: Rules) -> Fraction:
    """Return how likely so many fall on the last days if all days are alike."""
    return binomial_tail(
        row["late"], row["all"], Fraction(rules["check_g09"]["末几日"], row["period"])
    )


CHECK = Check(
    code="G09",
    title="期末突击",
    what="一期中的开工、完工集中报在最后几天",
    why="集中在截止前几天的数字，常是为了赶数，需要看现场是否跟得上。",
    formula="末几日报数 ÷ 当期报数 ≥ 规定占比，且二项概率低于规定值",
    filled="末{rule[末几日]}日{late}个 ÷ 当期{all}个 = {part} ≥ {rule[占比]}（当期{period}天，概率{chance}）",
    asks="{place}本期报{about}{all}个，其中最后{rule[末几日]}天{late}个，占{part}。请说明集中{about}的情况，"
    "有集中开工安排或系统故障补报的请注明。",
    severities=(ORDINARY,),
    judge=surge_at_the_end,
    shows=(
        figure("all", "当期报数（个）"), figure("late", "末几日报数（个）"), rate("part", "占比"),
        figure("period", "当期天数"),
    ),
    innocent=("逢月调度习惯",),
    exclusions=(Exclusion("调度系统故障恢复日", RECOVERED), Exclusion("集中开工仪式有文件", CEREMONY)),
    reads=("check_g09",),
    compares="上一期数据",
    lacks=lambda material, _: material.before is None,
    chance=chance,
    label="推断",
)  # fmt: skip
