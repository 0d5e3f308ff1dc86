"""G19 户均指标异常

命中：列入当年计划的小区，每户建筑面积或每栋户数不在规定范围内；项目的每户计划投资（万元）不在规定范围内。
      上下限本身在范围内。
排除：登记为平房院落，或别墅、公寓、筒子楼的。
缺项：户数、楼栋数、面积必填；楼栋数为0的不看每栋户数；计划总投资空缺的项目为空缺。
例（40–160㎡、6–80户、0.3–8万元）：5191户48.87万㎡，94㎡/户，不命中；4887㎡、500户，9.8㎡/户，命中；
    7529.40万元、5191户，1.45万元/户，不命中。
"""

from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from metrics.checks.check import ORDINARY, Check, Exclusion, Judged, words
from metrics.checks.material import Material
from metrics.rules.value import Rules

COURTYARD, OTHER_HOMES = "平房院落", "别墅公寓筒子楼"
_SQUARE, _WAN = 1_000_000, 1_000_000
"""Areas are kept in millionths of a square metre, money in 分: a million of either is one."""


def unlikely_sizes(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge the area and the homes of each compound in plan, and the money of each project, per home."""
    frames, allowed = material.frames, rules["check_g19"]
    rows = frames.compounds_in_plan.lazy().select(
        "compound", "project", "region", "name", "households", "buildings", "floor_area"
    )
    asked = material.asked(rows, COURTYARD, OTHER_HOMES, by=("compound", "project"))
    homes, area, buildings = pl.col("households"), pl.col("floor_area"), pl.col("buildings")
    large = _outside(area, homes * _SQUARE, allowed, "每户面积")
    dense = _outside(homes, buildings, allowed, "每栋户数") & (buildings > 0)
    compounds = asked.with_columns(hit=large | dense)
    said = (
        _said(area, homes * _SQUARE, "每户建筑面积", "㎡"),
        _said(homes, buildings, "每栋", "户"),
    )
    found = pl.concat_str(*said, separator="、")
    per_home = _per_home(material, asked, allowed)
    return (Judged("compounds", compounds, (found.alias("found"),)), per_home)


def _per_home(material: Material, rows: pl.LazyFrame, allowed: Rules) -> Judged:
    homes = rows.group_by("project").agg(pl.col("households").sum())
    projects = material.frames.projects_of_year.lazy().select(
        "project", "region", "name", "planned_investment"
    )
    joined = projects.join(homes, on="project", how="inner")
    money, households = pl.col("planned_investment"), pl.col("households")
    hit = _outside(money, households * _WAN, allowed, "每户万元")
    found = _said(money, households * _WAN, "每户计划投资", "万元").alias("found")
    return Judged("projects", joined.with_columns(hit=hit), (found,))


def _outside(part: pl.Expr, whole: pl.Expr, allowed: Rules, name: str) -> pl.Expr:
    least, most = Fraction(allowed[f"{name}最少"]), Fraction(allowed[f"{name}最多"])
    low = part * least.denominator < whole * least.numerator
    return low | (part * most.denominator > whole * most.numerator)


def _said(part: pl.Expr, whole: pl.Expr, what: str, unit: str) -> pl.Expr:
    """Write part ÷ whole with two decimals, cut; 「—」 where the whole is 0."""
    hundredths = part * 100 // whole
    digits = (hundredths % 100).cast(pl.String).str.zfill(2)
    value = pl.concat_str((hundredths // 100).cast(pl.String), pl.lit("."), digits)
    return pl.concat_str(
        pl.lit(what), pl.when(whole > 0).then(value).otherwise(pl.lit("—")), pl.lit(unit)
    )


CHECK = Check(
    code="G19",
    title="户均面积异常",
    what="每户面积、每栋户数或每户投资不合常理",
    why="指标离谱多半是单位或数字填错，会带偏汇总和补助测算。",
    formula="㎡/户、户/栋、万元/户 任一不在规定范围内",
    filled="{found}（范围：每户{rule[每户面积最少]}–{rule[每户面积最多]}㎡，每栋{rule[每栋户数最少]}–{rule[每栋户数最多]}户，"
    "每户{rule[每户万元最少]}–{rule[每户万元最多]}万元）",
    asks="{place}“{name}”{found}，不在常见范围内。请说明情况，并核对面积、户数、楼栋数、投资的单位和数字。",
    severities=(ORDINARY,),
    judge=unlikely_sizes,
    shows=(words("found", "指标"),),
    innocent=("单位填错（㎡/万㎡）",),
    exclusions=(Exclusion("平房院落", COURTYARD), Exclusion("别墅、公寓、筒子楼标记", OTHER_HOMES)),
    reads=("check_g19",),
    label="推断，宜按本省数据的P1–P99重定范围",
)
