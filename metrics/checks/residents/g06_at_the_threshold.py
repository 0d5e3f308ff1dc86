"""G06 门槛贴线

命中：参与率、同意率、方案表决同意率、满意度调查率、满意率中，正好落在当地门槛以上第一格（1个百分点）的小区数
      不少于规定个数，且按其后4格的平均数，至少有这么多的概率（泊松分布，精确）低于规定值，同批误报率不超过规定。
排除：门槛当年变动；自治组织统一投票日。
缺项：有数的小区不足规定个数，加上空缺的才够的，为空缺；加上空缺的也不够的不检查。
例（至少30个小区、首格8个、p<0.01）：14、5、4、6、5 → 均值5，概率0.0007，命中；首格7个，不命中。
"""

from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from metrics.checks.check import ORDINARY, Check, Exclusion, Judged, Row, figure, words
from metrics.checks.material import Material
from metrics.checks.residents.rates import THRESHOLDS, ResidentRate, rates
from metrics.checks.tails import poisson_tail
from metrics.checks.written import decimal
from metrics.rules.value import RulePack, Rules

ONE_DAY = "统一投票日"


def at_the_threshold(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge how many compounds of each owner lie just above each threshold of residents."""
    found = [
        _of_rate(material, rules, each)
        for each in rates(rules)
        if not _changed(rules, each.least, material.frames.year)
    ]
    if not found:
        return ()
    rows = material.asked(pl.concat(found), ONE_DAY)
    least = rules["check_g06"]["首格最少"]
    known = pl.when(pl.col("known") >= rules["check_g06"]["最少小区"])
    return (Judged("regions", rows.with_columns(hit=known.then(pl.col("first") >= least))),)


def _changed(rules: Rules, key: str, year: int) -> bool:
    """Say whether a threshold came into force within the year."""
    return isinstance(rules, RulePack) and rules.rule(key).since.year == year


def _of_rate(material: Material, rules: Rules, rate: ResidentRate) -> pl.LazyFrame:
    allowed, least = rules["check_g06"], rules[rate.least]
    part, whole = pl.col(rate.part), pl.col(rate.whole)
    known = part.is_not_null() & (whole > 0).fill_null(value=False)
    cell = pl.when(known).then(_cell(part, whole, least, allowed["格宽"]))
    others = allowed["对比格数"]
    return (
        material.frames.compounds_in_plan.lazy()
        .select("region", cell=cell)
        .group_by("region")
        .agg(
            all=pl.len(),
            known=pl.col("cell").count().cast(pl.Int64),
            first=(pl.col("cell") == 0).sum().cast(pl.Int64),
            next=pl.col("cell").is_between(1, others).sum().cast(pl.Int64),
        )
        .filter(pl.col("all") >= allowed["最少小区"])
        .with_columns(
            about=pl.lit(rate.name),
            threshold=pl.lit(f"{decimal(least * 100, 2)}%"),
        )
    )


def _cell(part: pl.Expr, whole: pl.Expr, least: Fraction, width: Fraction) -> pl.Expr:
    """Return in which cell above the threshold a share lies, from 0; below 0 under it."""
    above = (part * least.denominator - whole * least.numerator) * width.denominator
    return above // (whole * least.denominator * width.numerator)


def chance(row: Row, rules: Rules) -> Fraction:
    """Return how likely so many lie in the first cell if it is like those after it."""
    return poisson_tail(row["first"], Fraction(row["next"], rules["check_g06"]["对比格数"]))


CHECK = Check(
    code="G06",
    title="门槛贴线",
    what="很多小区的比例正好压在当地门槛上",
    why="比例都刚好过线，可能是达线就停止征集，也可能是凑出来的。",
    formula="门槛以上首格小区数对其后各格平均数的泊松上尾概率低于规定值，且首格不少于规定个数",
    filled="{about}在门槛{threshold}以上首格{first}个，其后{rule[对比格数]}格共{next}个（共{known}个小区，概率{chance}）",
    asks="{place}有{known}个小区报了{about}，其中{first}个正好在门槛{threshold}以上1格内，其后{rule[对比格数]}格合计只有"
    "{next}个。请说明{about}的征集、计算过程；达到门槛即停止征集的请注明。",
    severities=(ORDINARY,),
    judge=at_the_threshold,
    shows=(
        words("threshold", "门槛"), figure("known", "有数的小区（个）"), figure("first", "首格（个）"),
        figure("next", "其后各格合计（个）"),
    ),
    innocent=("达线即停止收集是常见做法",),
    exclusions=(Exclusion("门槛当期变动"), Exclusion("自治组织统一投票日", ONE_DAY)),
    reads=("check_g06", *THRESHOLDS),
    chance=chance,
    label="推断",
)  # fmt: skip
