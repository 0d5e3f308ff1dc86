"""G10 同一小区两报

命中：列入当年计划的小区，与另一个项目（任何计划年度）中的一条记录可能是同一个小区：编码相同；或名称（归一后）相同、
      地址相差不超过规定字数、户数相差在规定比例以内；或坐标相距在规定米数以内、户数相差在规定比例以内。
      编码相同的，楼栋号有重叠，或户数相差在规定比例以内，命中。
排除：同一小区分期改造、楼栋号不重叠；同一项目打包的多个小区；登记为分期改造的。
缺项：编码相同、户数不同而没有楼栋号清单的，为空缺；地址空缺的不比地址，没有坐标的不比坐标。
例：XX一区2023年1–6栋、2025年7–12栋，不命中；两年都有5、6栋，重叠2栋，命中。
一对记录都在当年计划的，只问编码在后的一条。
"""

from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from metrics.checks.check import SERIOUS, Check, Exclusion, Judged, figure, words
from metrics.checks.material import Material
from metrics.checks.objects.likeness import apart, plain
from metrics.rules.value import Rules

IN_STAGES = "分期改造"
_SIDE = ("compound", "project", "region", "plan_year", "name", "address", "households")
CODE, NAME, PLACE = "编码相同", "名称、地址相近", "坐标相近"


def listed_twice(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge of each compound in plan whether another project lists what may be the same one."""
    frames, allowed = material.frames, rules["check_g10"]
    every = frames.compounds.select(_SIDE)
    asked = frames.compounds_in_plan.select("compound", "project")
    pairs = pl.concat(
        [_by_code(every), _by_name(every, allowed), _by_place(material, every, allowed)]
    )
    pairs = pairs.join(asked, on=["compound", "project"], how="semi").filter(_asks(asked, pairs))
    judged = _overlapping(material, pairs, allowed["户数相差"])
    first = judged.sort("compound", "project", pl.col("hit").fill_null(value=False), "twin", "twin_project",
                        descending=[False, False, True, False, False])  # fmt: skip
    twins = first.unique(["compound", "project"], keep="first", maintain_order=True)
    rows = frames.compounds_in_plan.lazy().select(
        "compound", "project", "region", "name", "households"
    )
    joined = rows.join(twins.lazy(), on=["compound", "project"], how="left")
    alone = pl.col("twin").is_null()
    hit = pl.when(alone).then(pl.lit(value=False)).otherwise("hit")
    kept = joined.filter(alone | ~pl.col("apart").fill_null(value=False))
    return (
        Judged(
            "compounds",
            material.asked(kept.with_columns(hit=hit), IN_STAGES, by=("compound", "project")),
        ),
    )


def _asks(asked: pl.DataFrame, pairs: pl.DataFrame) -> pl.Expr:
    """Of two records that are both in plan, keep the pair that asks about the later one by code."""
    codes = asked.select(pl.concat_str("compound", "project", separator=" "))[:, 0]
    twin = pl.concat_str("twin", "twin_project", separator=" ")
    own = pl.concat_str("compound", "project", separator=" ")
    return ~twin.is_in(codes.implode()) | (own > twin) if pairs.height else pl.lit(value=True)


def _pair(both: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Shape pairs of records of different projects."""
    return both.filter(pl.col("project") != pl.col("project_twin")).select(
        "compound", "project", twin=pl.col("compound_twin"), twin_project=pl.col("project_twin"),
        twin_year=pl.col("plan_year_twin").cast(pl.Int64), own_households=pl.col("households"),
        twin_households=pl.col("households_twin"), kind=pl.lit(kind),
    )  # fmt: skip


def _by_code(every: pl.DataFrame) -> pl.DataFrame:
    several = every.filter(pl.col("compound").is_duplicated())
    both = several.join(
        several.with_columns(compound_twin="compound"), on="compound", suffix="_twin"
    )
    return _pair(both, CODE)


def _by_name(every: pl.DataFrame, allowed: Rules) -> pl.DataFrame:
    named = every.drop_nulls("address").with_columns(plain=plain("name"))
    several = named.filter(pl.struct("region", "plain").is_duplicated())
    both = several.join(several, on=["region", "plain"], suffix="_twin").filter(
        pl.col("compound") != pl.col("compound_twin"),
        pl.col("project") != pl.col("project_twin"),
        _alike(pl.col("households"), pl.col("households_twin"), allowed["户数相差"]),
    )
    most = allowed["地址相差字数"]
    near = [
        apart(a, b, most=most) <= most
        for a, b in both.select("address", "address_twin").iter_rows()
    ]
    return _pair(both.filter(pl.Series(near, dtype=pl.Boolean)), NAME)


def _by_place(material: Material, every: pl.DataFrame, allowed: Rules) -> pl.DataFrame:
    """Pair the compounds whose coordinates lie within so many metres: those of neighbouring squares."""
    metres = allowed["相距米"]
    placed = material.beside("locations").drop_nulls().collect()
    located = every.join(placed, on="compound").with_columns(
        square_east=pl.col("east_m") // max(metres, 1),
        square_north=pl.col("north_m") // max(metres, 1),
    )
    near = [
        located.join(
            located.with_columns(pl.col("square_east") + east, pl.col("square_north") + north),
            on=["square_east", "square_north"], suffix="_twin",
        )
        for east in (-1, 0, 1)
        for north in (-1, 0, 1)
    ]  # fmt: skip
    both = pl.concat(near)
    away = [(pl.col(side) - pl.col(f"{side}_twin")) ** 2 for side in ("east_m", "north_m")]
    return _pair(
        both.filter(
            pl.col("compound") != pl.col("compound_twin"),
            away[0] + away[1] < metres**2,
            _alike(pl.col("households"), pl.col("households_twin"), allowed["户数相差"]),
        ),
        PLACE,
    )


def _alike(one: pl.Expr, other: pl.Expr, share: Fraction) -> pl.Expr:
    """Say whether two numbers of households differ by less than a share of the larger."""
    return (one - other).abs() * share.denominator < pl.max_horizontal(one, other) * share.numerator


def _overlapping(material: Material, pairs: pl.DataFrame, share: Fraction) -> pl.DataFrame:
    """Hold the buildings of both against each other, where both lists were reported."""
    lists = material.beside("building_lists").drop_nulls().unique().collect()
    own = lists.group_by("compound", "project").agg("building")
    twin = own.rename({"compound": "twin", "project": "twin_project", "building": "twin_building"})
    both = pairs.join(own, on=["compound", "project"], how="left").join(
        twin, on=["twin", "twin_project"], how="left"
    )
    overlap = pl.col("building").list.set_intersection("twin_building").list.len().cast(pl.Int64)
    told = both.with_columns(overlap=overlap).drop("building", "twin_building")
    alike = _alike(pl.col("own_households"), pl.col("twin_households"), share)
    unknown = pl.when(alike).then(pl.lit(value=True))
    return told.with_columns(
        apart=pl.col("overlap") == 0,
        hit=pl.when(pl.col("overlap").is_not_null()).then(pl.col("overlap") > 0).otherwise(unknown),
    ).drop("own_households")


CHECK = Check(
    code="G10",
    title="同一小区两报",
    what="同一个小区列在两个项目或两个年度里",
    why="同一小区重复列入，任务和补助会被重复计算。",
    formula="编码相同（楼栋重叠或户数相近），或名称相同且地址相近，或坐标相近且户数相近，而项目不同",
    filled="与小区{twin}（项目{twin_project}，{twin_year}年计划）{kind}；户数{households}与{twin_households}；重叠楼栋数：{overlap}",
    asks="{place}“{name}”（小区编码{code}）与项目{twin_project}（{twin_year}年计划）中的小区{twin}{kind}，户数分别为"
    "{households}户、{twin_households}户。请说明是否为同一小区；分期改造的请补报两期的楼栋号。",
    severities=(SERIOUS,),
    judge=listed_twice,
    shows=(
        words("twin", "对比小区编码"), words("twin_project", "对比项目编码"), figure("twin_year", "对比计划年度"),
        words("kind", "相近之处"), figure("households", "本条户数"), figure("twin_households", "对比户数"),
        figure("overlap", "重叠楼栋（栋）"),
    ),
    innocent=("分期改造",),
    exclusions=(
        Exclusion("同一小区分期且楼栋号不重叠", IN_STAGES),
        Exclusion("项目打包多小区"),
    ),
    reads=("check_g10",),
    uses=("building_lists", "locations"),
    label="审计署2018年审计情况，转载",
)  # fmt: skip
