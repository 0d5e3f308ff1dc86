"""G07 整数成堆

命中：同意率、满意率正好是5个百分点整倍数的小区数，按自然比例（二项分布，精确）至少有这么多的概率低于规定值，
      同批误报率不超过规定。同意率的基数按当地规定。
排除：户数（基数）不多于规定户数的小区，分母小、天然成整。
缺项：有数的小区不足规定个数，加上空缺的才够的，为空缺；加上空缺的也不够的不检查。
例（自然比例20%、30个小区、p<0.001）：40个中20个，概率2.2×10⁻⁵，命中；40个中14个，概率0.019，不命中。
"""

from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from metrics.checks.check import ORDINARY, Check, Exclusion, Judged, Row, figure, rate, share_of
from metrics.checks.material import Material
from metrics.checks.residents.rates import ResidentRate, rates
from metrics.checks.tails import binomial_tail
from metrics.rules.value import Rules

NAMES = ("同意率", "满意率")


def round_numbers(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge how many compounds of each owner report a share that is a multiple of five points."""
    least = rules["check_g07"]["最少小区"]
    found = [_of_rate(material, rules, each) for each in rates(rules) if each.name in NAMES]
    known = pl.when(pl.col("known") >= least)
    # Fewer round ones than nature has are no reason to ask.
    natural = rules["check_g07"]["自然比例"]
    more = pl.col("round") * natural.denominator > pl.col("known") * natural.numerator
    told = (share_of("round", "known").alias("part"),)
    return (Judged("regions", pl.concat(found).with_columns(hit=known.then(more)), told),)


def _of_rate(material: Material, rules: Rules, rate: ResidentRate) -> pl.LazyFrame:
    allowed = rules["check_g07"]
    part, whole, step = pl.col(rate.part), pl.col(rate.whole), allowed["倍数百分点"]
    small = (pl.col("households") <= allowed["户数多于"]) | (
        whole <= allowed["户数多于"]
    ).fill_null(value=False)
    return (
        material.frames.compounds_in_plan.lazy()
        .filter(~small)
        .select("region", round=part * 100 % (whole * step) == 0)
        .group_by("region")
        .agg(
            all=pl.len(),
            known=pl.col("round").count().cast(pl.Int64),
            round=pl.col("round").sum().cast(pl.Int64),
        )
        .filter(pl.col("all") >= allowed["最少小区"])
        .with_columns(about=pl.lit(rate.name))
    )


def chance(row: Row, rules: Rules) -> Fraction:
    """Return how likely so many are round if they are as often as nature has them."""
    return binomial_tail(row["round"], row["known"], rules["check_g07"]["自然比例"])


CHECK = Check(
    code="G07",
    title="整数成堆",
    what="同意率、满意率多为5的整倍数",
    why="逐户统计出来的比例很少正好是整数，成堆的整数常是估报。",
    formula="比例为5个百分点整倍数的小区数对有数小区数的二项上尾概率低于规定值",
    filled="{round}÷{known}={part}，自然比例{rule[自然比例]}（概率{chance}）",
    asks="{place}有{known}个小区报了{about}，其中{round}个正好是{rule[倍数百分点]}个百分点的整倍数，占{part}。"
    "请说明{about}是逐户统计还是估算，并补报逐户统计的小区名单。",
    severities=(ORDINARY,),
    judge=round_numbers,
    shows=(
        figure("known", "有数的小区（个）"),
        figure("round", "整倍数（个）"),
        rate("part", "占比"),
    ),
    innocent=("估报",),
    exclusions=(Exclusion("户数不多于20户的小区"),),
    reads=("check_g07", "consent_base"),
    chance=chance,
    label="推断",
)
