"""G27 更正总向有利

命中：一个单位在报送时限以后的修改中，提高自己得分的次数，按各半的概率（符号检验，精确）至少有这么多的概率低于规定值，
      同批误报率不超过规定；修改次数（提高加降低）不少于规定次数。
排除：上级统一口径调整。
缺项：对得分的影响算不出来的修改不计入；加上它们才够次数的，为空缺。没有影响得分的、补报空缺的不计。
例（10次、p<0.01）：12次中11次提高，概率0.0032，命中；9次全部提高，次数不够，不检查。
"""

from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from metrics.changes.record_history import FILLED
from metrics.checks.check import HINT, Check, Exclusion, Judged, Row, figure
from metrics.checks.material import Material
from metrics.checks.tails import sign_tail
from metrics.rules.value import Rules

ORDERED = "统一口径调整"


def corrections_always_help(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge the edits of each unit after the deadline by what they did to its score."""
    least, effect = rules["check_g27"]["最少"], pl.col("effect")
    edits = material.beside("edits").filter(pl.col("nature").ne_missing(pl.lit(FILLED)))
    late = edits.filter(pl.col("received_on") > pl.col("deadline"))
    sums = late.group_by(region="unit").agg(
        improved=(effect > 0).sum().cast(pl.Int64),
        worsened=(effect < 0).sum().cast(pl.Int64),
        untold=effect.null_count().cast(pl.Int64),
    )
    told = pl.col("improved") + pl.col("worsened")
    rows = sums.with_columns(told=told).filter(told + pl.col("untold") >= least)
    hit = pl.when(pl.col("told") >= least).then(pl.col("improved") > pl.col("worsened"))
    return (Judged("regions", material.asked(rows, ORDERED).with_columns(hit=hit)),)


def chance(row: Row, _rules: Rules) -> Fraction:
    """Return how likely so many improve the score if either way is as likely."""
    return sign_tail(row["improved"], row["told"])


CHECK = Check(
    code="G27",
    title="更正总向有利",
    what="截止以后的修改几乎都提高自己的得分",
    why="更正本应有增有减，总向有利的方向改，需要看更正的依据。",
    formula="截止后修改中提高得分的次数对有影响次数的符号检验概率低于规定值",
    filled="{told}次中提高{improved}次、降低{worsened}次（概率{chance}）",
    asks="{place}在报送时限以后有{told}次修改影响得分，其中提高{improved}次、降低{worsened}次。请说明这些更正的依据；"
    "属上级统一口径调整的请注明文号。",
    severities=(HINT,),
    judge=corrections_always_help,
    shows=(
        figure("told", "有影响的修改（次）"),
        figure("improved", "提高（次）"),
        figure("worsened", "降低（次）"),
    ),
    innocent=("先报后核",),
    exclusions=(Exclusion("上级统一口径调整", ORDERED),),
    reads=("check_g27",),
    needs=("edits",),
    chance=chance,
    label="推断",
)
