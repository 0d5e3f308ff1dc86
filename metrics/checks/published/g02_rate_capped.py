"""G02 印刷率封顶，掩盖超额或换了分母

命中：公布表只印“全部开工”，而开工数超过此前同年度推算计划上限的规定倍数。
排除：年中追加计划有批准文件的。
缺项：此前各期都没有可推算的计划（没有印刷率，或也只印“全部开工”）的，为空缺。
例：上海2023年6月143个、71% → 计划不多于202个；9月329个、“全部开工”，329 > 1.2×202，命中。
    宁夏9月191个，6月推算188–189个，191 ≤ 1.2×189，不命中。
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import polars as pl

from metrics.checks.check import ORDINARY, Check, Exclusion, Judged, figure, rate, share_of
from metrics.checks.material import Material
from metrics.checks.published.intervals import lines, plan_of
from metrics.rules.value import Rules

ADDED = "追加任务"
_ROWS = {
    "region": pl.String, "year": pl.Int64, "name": pl.String, "started": pl.Int64, "most": pl.Int64,
}  # fmt: skip


def rate_capped(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge the lines that print 「全部开工」 without a plan against the plan they had before."""
    times: Fraction = rules["check_g02"]["倍数"]
    rows = pl.LazyFrame(list(_capped(material)), schema=_ROWS, orient="row")
    most = pl.col("most") * times.numerator
    hit = pl.col("started") * times.denominator > most
    told = (share_of("started", "most").alias("ratio"),)
    return (Judged("returns", material.asked(rows, ADDED).with_columns(hit=hit), told),)


def _capped(material: Material) -> Iterator[tuple[Any, ...]]:
    held = [lines(material.earlier[day]) for day in sorted(material.earlier, reverse=True)]
    for region, row in lines(material.frames).items():
        now = plan_of(row)
        if now is not None and now.capped and region not in material.redrawn:
            plans = [plan_of(earlier[region]) for earlier in held if region in earlier]
            mosts = (plan.most for plan in plans if plan is not None and not plan.capped)
            most = next((most for most in mosts if most is not None), None)
            yield region, row["year"], row["name"], row["started_compounds"], most


CHECK = Check(
    code="G02",
    title="印刷率封顶掩盖超额或换分母",
    what="公布表印“全部开工”，开工数却远多于此前推算的计划",
    why="“全部开工”封了顶，看不出是超额完成、追加了任务，还是换了计划数。",
    formula="开工数 > 倍数 × 此前推算的计划上限，且只印“全部开工”",
    filled="开工{started}个 > {rule[倍数]}×{most}个（为{ratio}）",
    asks="{place}公布“全部开工”，开工{started}个，而按此前印刷的开工率推算，计划不多于{most}个，"
    "为{ratio}。请说明计划是否追加及批准文号，或开工数的口径。",
    severities=(ORDINARY,),
    judge=rate_capped,
    shows=(
        figure("started", "开工数（个）"),
        figure("most", "此前推算计划上限（个）"),
        rate("ratio", "相当于"),
    ),
    innocent=("追加任务",),
    exclusions=(Exclusion("年中追加计划有批文", ADDED),),
    reads=("check_g02",),
    compares="上一期数据",
    lacks=lambda material, _: material.before is None,
    label="据转载的公布表推算，未经原件核对",
)
