"""G21 只改面子

命中：列入当年计划的小区，纳入方案的内容全部是面子类（外立面、绿化、围墙等），而有里子类（管线、消防等）短板没有纳入
      方案，或体检查出安全耐久、管线短板。面子类、里子类各含哪些内容项由参数规定。
排除：该小区安全类内容已由专项（燃气、消防）同年实施的。
缺项：没有报方案内容的不检查；是否纳入方案空缺的，为空缺；没有报体检的，只看台账所填短板。
例：方案只有照明，供水有短板未纳入，命中；方案有照明和供水，不命中；方案只有照明、里子类都没有短板，不命中。
"""

from collections.abc import Sequence

import polars as pl

from metrics.checks.check import ORDINARY, Check, Exclusion, Judged, figure, words
from metrics.checks.material import Material
from metrics.rules.value import Rules
from metrics.standards.measure import listed

SPECIAL = "专项同年实施"


def only_the_face(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge whether the scheme of each compound is all appearance while its pipes or safety fall short."""
    plans = material.frames.compounds_in_plan.lazy().select("compound", "project", "region", "name")
    contents = material.frames.sheet("contents").with_columns(_natures(rules["check_g21"]))
    schemes = contents.group_by("compound").agg(
        items=pl.col("in_scheme").count(),
        chosen=pl.col("in_scheme").any(),
        beyond=pl.col("beyond").any(ignore_nulls=False),
        left_out=pl.col("left_out").any(),
    )
    worst = pl.col("safety_shortfalls").max()
    checked = material.beside("checkups").group_by("compound").agg(worst)
    rows = plans.join(schemes.filter(pl.col("items") > 0), on="compound", how="inner")
    rows = rows.join(checked, on="compound", how="left")
    ails = pl.col("left_out") | (pl.col("safety_shortfalls") > 0).fill_null(value=False)
    asked = material.asked(rows, SPECIAL, by=("compound", "project"))
    judged = asked.with_columns(hit=pl.col("chosen") & ails & ~pl.col("beyond")).collect()
    words = _words(contents, judged.filter("hit").lazy())
    return (Judged("compounds", judged.lazy().join(words, on="compound", how="left")),)


def _natures(allowed: Rules) -> tuple[pl.Expr, ...]:
    """Say of each item of a scheme whether it is more than appearance, and whether it falls short and is left out."""
    item, inside = pl.col("item"), pl.col("in_scheme")
    face, core = item.is_in(allowed["面子类内容"]), item.is_in(allowed["里子类内容"])
    left_out = core & pl.col("short") & ~inside.fill_null(value=False)
    return (inside & ~face).alias("beyond"), left_out.alias("left_out")


def _words(contents: pl.LazyFrame, asked: pl.LazyFrame) -> pl.LazyFrame:
    """Name what the schemes that are asked about hold, and what they leave out."""
    item = pl.col("item")
    own = contents.join(asked.select("compound").unique(), on="compound", how="semi")
    return own.group_by("compound").agg(
        scheme=listed(item.filter(pl.col("in_scheme"))), short=listed(item.filter("left_out"))
    )


CHECK = Check(
    code="G21",
    title="只改面子",
    what="方案只做外立面、绿化、围墙，管线和安全短板没有改",
    why="50号文要求不能重面子轻里子，管线和安全问题应先改。",
    formula="方案项全部属面子类，且有里子类短板未纳入或体检有安全、管线短板",
    filled="方案：{scheme}；未纳入的里子类短板：{short}；体检安全、管线短板数：{safety_shortfalls}",
    asks="{place}“{name}”的方案内容为{scheme}，未纳入方案的管线、安全类短板：{short}；体检查出的安全、管线短板数：{safety_shortfalls}。"
    "请说明这些短板的改造安排；已由专项同年实施的请注明。",
    severities=(ORDINARY,),
    judge=only_the_face,
    shows=(
        words("scheme", "方案内容"), words("short", "未纳入的里子类短板"),
        figure("safety_shortfalls", "体检安全、管线短板（项）"),
    ),
    innocent=("管线由专营单位另行改造",),
    exclusions=(Exclusion("该小区安全类已由专项（燃气、消防）同年实施", SPECIAL),),
    reads=("check_g21",),
    uses=("checkups",),
    label="建办城〔2021〕50号",
)  # fmt: skip
