"""G25 居民社会出资为零

命中：一个地区当年项目的到位资金中，专营单位、产权单位、社会资本、居民和公共收益出资合计为0；或中央资金（中央财政
      补助、中央预算内投资）占比超过规定。
排除：纯燃气抢险项目（登记的，不计入）。
缺项：到位金额有空缺的为空缺；到位合计为0的不检查。
例（80%）：到位2013万元，其中中央1998万元、居民12.4万元，99.3%，命中；中央80%且居民出资不为0，不命中。
"""

from collections.abc import Sequence

import polars as pl

from metrics.checks.check import ORDINARY, Check, Exclusion, Judged, exceeds, money, rate, share_of
from metrics.checks.material import Material
from metrics.rules.value import Rules
from metrics.standards.national.b04_funding_channels import SOCIAL

GAS = "燃气抢险"
CENTRAL = ("中央财政补助", "中央预算内投资")


def only_central_money(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge from whom the money of each owner's projects of the year has come."""
    frames = material.frames
    owners = frames.projects_of_year.lazy().select("project", "region")
    rows = material.asked(
        frames.sheet("funds").join(owners, on="project", how="inner"), GAS, by=("project",)
    )
    received, source = pl.col("received"), pl.col("source")
    sums = rows.group_by("region").agg(
        received.sum().alias("all"),
        received.filter(source.is_in(CENTRAL)).sum().alias("central"),
        received.filter(source.is_in(SOCIAL)).sum().alias("social"),
        blanks=received.null_count(),
    )
    some = sums.filter((pl.col("all") > 0) | (pl.col("blanks") > 0))
    mostly = exceeds(pl.col("central"), rules["check_g25"]["中央占比"], pl.col("all"))
    hit = pl.when(pl.col("blanks") == 0).then((pl.col("social") == 0) | mostly)
    told = (share_of("central", "all").alias("part"),)
    return (Judged("regions", some.with_columns(hit=hit), told),)


CHECK = Check(
    code="G25",
    title="居民社会出资为零",
    what="资金几乎都靠中央，居民和社会没有出资",
    why="主要靠中央补助的改造难以持续，文件要求各方合理共担。",
    formula="（居民+社会+专营+产权单位）÷ 总额 = 0，或 中央 ÷ 总额 > 规定占比",
    filled="中央{central}÷总额{all}={part}；居民社会{social}万元",
    asks="{place}当年项目到位资金{all}万元，其中中央资金{central}万元，占{part}；居民、社会、专营和产权单位出资{social}万元。"
    "请说明多渠道筹资的情况，已出资未填报的请补报。",
    severities=(ORDINARY,),
    judge=only_central_money,
    shows=(
        money("all", "到位合计（万元）"), money("central", "中央资金（万元）"), rate("part", "中央占比"),
        money("social", "居民社会等出资（万元）"),
    ),
    innocent=("居民出资尚未到账",),
    exclusions=(Exclusion("纯燃气抢险", GAS),),
    reads=("check_g25",),
    label="南华县审计数据，转载",
)  # fmt: skip
