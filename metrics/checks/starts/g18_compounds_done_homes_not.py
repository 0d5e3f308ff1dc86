"""G18 小区完成了，户、栋没有完成

命中：完工小区数不少于计划小区数，而完工的户数或楼栋数少于计划的户数或楼栋数。
排除：计划户数核减有批准文件的。
缺项：户数、楼栋数必填，没有空缺；没有列入计划小区的不检查。
例：计划3个小区300户，完工3个小区（其中一个不在计划内）280户，命中；完工2个，不命中。
"""

from collections.abc import Sequence

import polars as pl

from metrics.checks.check import HINT, Check, Exclusion, Judged, figure
from metrics.checks.material import Material
from metrics.rules.value import Rules

REDUCED = "计划户数核减"


def compounds_done_homes_not(material: Material, _rules: Rules) -> Sequence[Judged]:
    """Judge whether the compounds of an owner are all done while its homes or buildings are not."""
    frames = material.frames
    sides = {"planned": frames.compounds_in_plan, "done": frames.compounds_completed}
    sums = [
        each.lazy().group_by("region").agg(
            pl.len().cast(pl.Int64).alias(f"{side}_compounds"),
            pl.col("households").sum().alias(f"{side}_households"),
            pl.col("buildings").sum().alias(f"{side}_buildings"),
        )
        for side, each in sides.items()
    ]  # fmt: skip
    rows = (
        sums[0]
        .join(sums[1], on="region", how="left")
        .with_columns(pl.col("^done_.*$").fill_null(0))
    )
    behind = [pl.col(f"done_{of}") < pl.col(f"planned_{of}") for of in ("households", "buildings")]
    all_done = pl.col("done_compounds") >= pl.col("planned_compounds")
    asked = material.asked(rows, REDUCED)
    return (Judged("regions", asked.with_columns(hit=all_done & (behind[0] | behind[1]))),)


CHECK = Check(
    code="G18",
    title="小区完而户栋不完",
    what="小区完工率已满，户数或楼栋数没有完成",
    why="小区算完了，还有住户或楼栋没有改到。",
    formula="小区完成率 ≥ 100%，且户、栋完成率中较低的 < 100%",
    filled="小区{done_compounds}/{planned_compounds}，户{done_households}/{planned_households}，"
    "栋{done_buildings}/{planned_buildings}",
    asks="{place}完工小区{done_compounds}个，不少于计划的{planned_compounds}个；完工{done_households}户、"
    "{done_buildings}栋，计划{planned_households}户、{planned_buildings}栋。请说明尚未改到的户、栋及安排。",
    severities=(HINT,),
    judge=compounds_done_homes_not,
    shows=tuple(
        figure(f"{side}_{of}", f"{said}{unit}")
        for of, unit in (
            ("compounds", "小区（个）"),
            ("households", "户数"),
            ("buildings", "楼栋数"),
        )
        for side, said in (("done", "完工"), ("planned", "计划"))
    ),
    innocent=("空置", "拒改户"),
    exclusions=(Exclusion("计划户数核减有批文", REDUCED),),
    label="楚雄2019—2021年审计数据，转载",
)
