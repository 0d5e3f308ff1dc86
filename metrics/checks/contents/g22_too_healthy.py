"""G22 体检虚低

命中：小区体检短板数为0，或不超过同片区平均数的规定比例，而12345投诉率高于同片区四分之三的小区。
      同片区为项目填报的同一片区，未纳入片区的为同一地区。投诉率＝投诉件数÷户数。
排除：规定年数以内已改造完工的。
缺项：没有体检或没有投诉数的小区为空缺。
例（5%、75%、5年）：同片区4个小区短板0、20、20、20个，投诉率最高的短板为0，命中；投诉率居中，不命中。
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import polars as pl

from metrics.checks.check import ORDINARY, Check, Exclusion, Judged, figure, rate, share_of
from metrics.checks.material import Material
from metrics.records.schema import NONE_TEXT
from metrics.rules.value import Rules

_FINE = 10**12
"""Two rates of complaints with fewer than a million homes each differ by more than one of these parts."""


def too_healthy(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge the check-up of each compound in plan against its complaints, among those of its area."""
    frames, allowed = material.frames, rules["check_g22"]
    areas = frames.sheet("projects").select("project", "joint_area")
    rows = (
        frames.compounds_in_plan.lazy()
        .select("compound", "project", "region", "name", "households")
        .join(areas, on="project", how="left")
        .join(
            material.beside("checkups").group_by("compound").agg(pl.col("shortfalls").max()),
            on="compound",
            how="left",
        )
        .join(
            material.beside("complaints").group_by("compound").agg(pl.col("complaints").sum()),
            on="compound",
            how="left",
        )
    )
    own = pl.col("joint_area").fill_null(NONE_TEXT)
    area = pl.when(own == NONE_TEXT).then(pl.lit("")).otherwise(own)
    placed = rows.with_columns(
        area=area, often=pl.col("complaints") * _FINE // pl.col("households")
    )
    judged = _compared(placed, allowed["占均值"], allowed["投诉高于"])
    return (Judged("compounds", judged.filter(~_renewed(material, allowed["已改年数"])),
                   (share_of("complaints", "households").alias("rate"),)),)  # fmt: skip


def _compared(rows: pl.LazyFrame, low: Fraction, high: Fraction) -> pl.LazyFrame:
    area = ["region", "area"]
    shortfalls, often = pl.col("shortfalls"), pl.col("often")
    # At most so much of the mean: own × n × den ≤ sum × num.
    counted, summed = shortfalls.count().over(area), shortfalls.sum().over(area)
    few = (shortfalls == 0) | (shortfalls * counted * low.denominator <= summed * low.numerator)
    below = (often.rank("min").over(area) - 1).cast(pl.Int64)
    above = below * high.denominator >= often.count().over(area) * high.numerator
    return rows.with_columns(hit=few & above, mean_of=counted, sum_of=summed)


def _renewed(material: Material, years: int) -> pl.Expr:
    """Say whether a compound was renovated within so many years, in any project."""
    frames = material.frames
    since = date(frames.as_of.year - years, frames.as_of.month, min(frames.as_of.day, 28))
    done = frames.compounds.filter(frames.happened("completed_on"), pl.col("completed_on") >= since)
    return pl.col("compound").is_in(done["compound"].unique().implode())


CHECK = Check(
    code="G22",
    title="体检虚低",
    what="体检几乎没有短板，群众投诉却很多",
    why="体检与群众感受相反的，应核实体检是不是走了过场。",
    formula="体检短板数为0或不超过同片区均值的规定比例，且投诉率高于同片区四分之三的小区",
    filled="短板{shortfalls}个（同片区{mean_of}个小区共{sum_of}个）；投诉{complaints}件÷{households}户={rate}",
    asks="{place}“{name}”体检短板{shortfalls}个，同片区{mean_of}个小区共{sum_of}个；12345投诉{complaints}件，每户{rate}，"
    "高于同片区四分之三的小区。请说明体检的时间、方法和投诉的主要内容。",
    severities=(ORDINARY,),
    judge=too_healthy,
    shows=(
        figure("shortfalls", "体检短板（个）"), figure("mean_of", "同片区小区（个）"),
        figure("sum_of", "同片区短板（个）"),
        figure("complaints", "投诉（件）"), figure("households", "户数"), rate("rate", "投诉率"),
    ),
    innocent=("新修",),
    exclusions=(Exclusion("近5年已改"),),
    reads=("check_g22",),
    needs=("checkups", "complaints"),
    label="推断",
)  # fmt: skip
