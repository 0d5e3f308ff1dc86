"""G28 材料不符图纸

命中：材料抽检不合格，从发现之日起超过规定天数还没有闭环。
排除：无。
缺项：发现日期或是否合格空缺的为空缺；闭环日期空缺、为“无”或晚于数据日期的，是没有闭环。
例（15天）：6月1日抽检不合格，6月17日未闭环，16天，命中；6月16日，15天，不命中；已闭环，不命中。
"""

from collections.abc import Sequence

import polars as pl

from metrics.checks.check import ORDINARY, Check, Judged, day, figure
from metrics.checks.material import Material
from metrics.rules.value import Rules


def materials_not_settled(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge how long each failed inspection of materials has been open."""
    frames = material.frames
    owners = frames.sheet("projects").select("project", "region", "name")
    rows = material.beside("inspections").join(owners, on="project", how="inner")
    days = (pl.lit(frames.as_of) - pl.col("found_on")).dt.total_days()
    open_still = ~frames.happened("closed_on")
    long = pl.col("days") > rules["check_g28"]["天数"]
    judged = rows.with_columns(days=days, about="inspection").with_columns(
        hit=~pl.col("passed") & open_still & long
    )
    return (Judged("projects", judged),)


CHECK = Check(
    code="G28",
    title="材料不符图纸",
    what="材料抽检不合格，迟迟没有整改",
    why="材料与施工图不符，改完了还会返工，群众意见大。",
    formula="抽检不合格未闭环 > 规定天数",
    filled="抽检{about}：{found_on}发现不合格，已{days}天 > {rule[天数]}天未闭环",
    asks="{place}“{name}”的材料抽检{about}，{found_on}不合格，至数据日期已{days}天没有闭环。请说明整改进展和完成时间。",
    severities=(ORDINARY,),
    judge=materials_not_settled,
    shows=(day("found_on", "抽检日期"), figure("days", "已过天数")),
    innocent=("复检报告未出",),
    reads=("check_g28",),
    needs=("inspections",),
    label="绍兴市上虞区2024年情况，转载",
)
