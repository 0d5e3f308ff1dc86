"""G03 合计与分项不一致

命中：各地计划区间之和与合计的计划区间不相交。
      分项下限之和大于合计上限的，无论分项是否齐全都不一致；分项上限之和小于合计下限的，须每个地区都有分项。
      只印“全部开工”的分项，计划不多于开工数，没有下限（按0计）。合计一行没有计划数和印刷率的，取公布的年度计划
      （如5.4万，即53500–54499）。
排除：分项口径注明不同的。
缺项：合计没有计划可推算的不检查；分项不齐、又不能由下限判定的，为空缺。
例：2023年6月全国80.4% → 52979–53044，分省上限之和52441，命中。
    2024年5月30个地区下限之和57111，公布计划5.4万，命中。
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from metrics.checks.check import ORDINARY, Check, Exclusion, Judged, figure, words
from metrics.checks.material import Material
from metrics.checks.published.intervals import Plan, lines, plan_of, printed_in_wan, shown
from metrics.rules.value import Rules

NOTED = "口径不同"
_ROWS = {
    "region": pl.String, "year": pl.Int64, "name": pl.String, "total": pl.String, "parts": pl.String,
    "listed": pl.Int64, "hit": pl.Boolean,
}  # fmt: skip


def parts_disagree(material: Material, _rules: Rules) -> Sequence[Judged]:
    """Judge the plan of each place that published one against the plans of the divisions below it."""
    rows = pl.LazyFrame(list(_compared(material)), schema=_ROWS, orient="row")
    return (Judged("returns", material.asked(rows, NOTED)),)


def _compared(material: Material) -> Iterator[tuple[Any, ...]]:
    frames, filed = material.frames, lines(material.frames)
    below: dict[str, list[str]] = {}
    for region, parent in frames.regions.select("region", "parent").iter_rows():
        below.setdefault(parent, []).append(region)
    names = dict(frames.regions.select("region", "name").iter_rows())
    for place, total in sorted(_totals(material, filed).items()):
        plans = [plan_of(filed[each]) if each in filed else None for each in below.get(place, ())]
        known = [plan for plan in plans if plan is not None]
        if known:
            parts, hit = _sum(known), _disagrees(total, known, whole=len(known) == len(plans))
            said = shown(parts) if len(known) == len(plans) else f"不少于{parts.least}"
            yield place, frames.year, names.get(place), shown(total), said, len(known), hit


def _totals(material: Material, filed: Mapping[str, Mapping[str, Any]]) -> dict[str, Plan]:
    """Return the plan of each place as its own line tells it, else as it was published for the year."""
    frames = material.frames
    stated = material.beside("published_plans").filter(pl.col("year") == frames.year).collect()
    plans = {
        region: printed_in_wan(text)
        for region, _, text in stated.drop_nulls().sort("region").iter_rows()
    }
    own = {region: plan_of(row) for region, row in filed.items()}
    return plans | {region: plan for region, plan in own.items() if plan and not plan.capped}


def _sum(plans: Sequence[Plan]) -> Plan:
    least = sum(plan.least or 0 for plan in plans)
    mosts = [plan.most for plan in plans if plan.most is not None]
    return Plan(least, sum(mosts) if len(mosts) == len(plans) else None)


def _disagrees(total: Plan, plans: Sequence[Plan], *, whole: bool) -> bool | None:
    parts = _sum(plans)
    if parts.apart_from(total):
        return True
    if not whole or parts.most is None:
        return None
    return bool(total.apart_from(parts))


CHECK = Check(
    code="G03",
    title="合计与分项不一致",
    what="各地计划之和与公布的合计对不上",
    why="合计与分项对不上，说明有的地方计划变了、漏了，或口径不同。",
    formula="Σ分项计划区间 与 合计计划区间 不相交",
    filled="分项（{listed}个地区）之和{parts}个，合计{total}个",
    asks="{place}公布的计划合计为{total}个，下属{listed}个地区的计划之和为{parts}个，两者对不上。"
    "请说明差额的来源和各自口径。",
    severities=(ORDINARY,),
    judge=parts_disagree,
    shows=(
        words("total", "合计（个）"),
        words("parts", "分项之和（个）"),
        figure("listed", "分项地区数"),
    ),
    innocent=("四舍五入", "部分地区计划后增"),
    exclusions=(Exclusion("分项口径注明不同", NOTED),),
    uses=("published_plans",),
    label="据转载的公布表推算，未经原件核对",
)
