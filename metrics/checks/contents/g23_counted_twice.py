"""G23 问题去重错误

命中：体检指标值大于各分项之和，为严重（不可能）；小于分项之和而没有给出重叠数，或给出的重叠数与差额不符，为提示。
排除：无。
缺项：指标值空缺，或有分项空缺的，为空缺。
例：结构隐患42栋＝裂缝19＋拆改24－重叠1，不命中；报45栋，45 > 43，严重；42栋而没有给出重叠数，提示。
"""

from collections.abc import Sequence

import polars as pl

from metrics.checks.check import HINT, SERIOUS, Check, Judged, figure
from metrics.checks.material import Material
from metrics.rules.value import Rules


def counted_twice(material: Material, _rules: Rules) -> Sequence[Judged]:
    """Judge each indicator of the check-up against the parts that it is made of."""
    key = ["region", "indicator"]
    part = pl.col("value")
    parts = (
        material.beside("checkup_parts")
        .group_by(key)
        .agg(parts=pl.when(part.null_count() == 0).then(part.sum()))
    )
    rows = material.beside("checkup_sums").join(parts, on=key, how="inner")
    value, total = pl.col("value"), pl.col("parts")
    more, less = value > total, total - value
    told = (pl.col("overlap") == less).fill_null(value=False)
    hit = pl.when(more).then(pl.lit(value=True)).otherwise((less > 0) & ~told)
    severity = pl.when(more).then(pl.lit(SERIOUS)).otherwise(pl.lit(HINT))
    judged = rows.with_columns(hit=hit, severity=severity, about="indicator")
    return (Judged("regions", judged),)


CHECK = Check(
    code="G23",
    title="问题去重错误",
    what="体检指标值与分项之和对不上",
    why="一栋楼有多个问题只能算一栋，重复或漏扣都会改变问题清单。",
    formula="指标值 > Σ分项；或 指标值 < Σ分项 而重叠数未给出或不符",
    filled="{about}：指标值{value}，分项之和{parts}，重叠{overlap}",
    asks={
        SERIOUS: "{place}“{about}”指标值为{value}，大于各分项之和{parts}。请说明计算过程并核对。",
        HINT: "{place}“{about}”指标值为{value}，各分项之和为{parts}，给出的重叠数为{overlap}。请说明重叠的数量。",
    },
    severities=(SERIOUS, HINT),
    judge=counted_twice,
    shows=(figure("value", "指标值"), figure("parts", "分项之和"), figure("overlap", "重叠数")),
    innocent=("一栋多问题",),
    needs=("checkup_sums", "checkup_parts"),
    label="宜昌市2025年公布数据，转载",
)
