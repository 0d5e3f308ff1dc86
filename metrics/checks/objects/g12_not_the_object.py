"""G12 对象不符

命中：列入当年计划的小区，建成年份晚于当地规定上限和配额年份的止年；
      或一个地区建成年份在配额年份（如2001–2005）内的户数，占当年计划户数的比例超过配额。
排除：当地规定的上限已放宽到配额年份以后的（如省文扩围生效期内），不看配额。
缺项：建成年份空缺的小区为空缺；配额一项，空缺小区的户数全部算上才超过的，为空缺。
例（上限2000，配额15%）：全年1000户，2003年建成的120户，12%，不命中；150户，15%，不命中；160户，命中。
"""

from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from metrics.checks.check import SERIOUS, Check, Exclusion, Judged, figure, rate, share_of, words
from metrics.checks.material import Material
from metrics.rules.value import Rules

EXTENDED = "省文扩围"


def not_the_object(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge the year in which each compound in plan was built, and the share of the newer ones."""
    frames, allowed = material.frames, rules["check_g12"]
    last = max(rules["built_year_max"], allowed["配额止"])
    rows = frames.compounds_in_plan.lazy().select(
        "compound", "project", "region", "name", "built_year", "households"
    )
    asked = material.asked(rows, EXTENDED, by=("compound", "project"))
    said = f"建成年份晚于{last}年"
    late = asked.with_columns(hit=pl.col("built_year") > last, limit=pl.lit(said))
    told = (
        pl.concat_str(pl.lit("“"), "name", pl.lit("”建成于"), "built_year", pl.lit("年")).alias(
            "found"
        ),
    )
    parts = [Judged("compounds", late, told)]
    if rules["built_year_max"] < allowed["配额止"]:
        parts.append(_quota(asked, allowed))
    return parts


def _quota(rows: pl.LazyFrame, allowed: Rules) -> Judged:
    first, last = allowed["配额起"], allowed["配额止"]
    quota: Fraction = allowed["配额"]
    homes, built = pl.col("households"), pl.col("built_year")
    sums = rows.group_by("region").agg(
        all=homes.sum(),
        newer=homes.filter(built.is_between(first, last)).sum(),
        unknown=homes.filter(built.is_null()).sum(),
    )
    over = [
        part * quota.denominator > pl.col("all") * quota.numerator
        for part in (pl.col("newer"), pl.col("newer") + pl.col("unknown"))
    ]
    hit = pl.when(over[0]).then(pl.lit(value=True)).when(~over[1]).then(pl.lit(value=False))
    said = f"{first}—{last}年建成的户数超过配额{quota.numerator * 100 // quota.denominator}%"
    told = (
        pl.concat_str(pl.col("newer"), pl.lit("户，占当年计划"), pl.col("all"), pl.lit("户")).alias(
            "found"
        ),
        share_of("newer", "all").alias("part"),
    )
    return Judged("regions", sums.with_columns(hit=hit, limit=pl.lit(said)), told)


CHECK = Check(
    code="G12",
    title="对象不符",
    what="建成年份晚于规定，或较新小区的户数超过配额",
    why="改造对象限于规定年份以前建成的小区，较新的小区挤占了名额。",
    formula="建成年份 > 上限，或配额年份内建成户数 ÷ 当年计划户数 > 配额",
    filled="{found}；{limit}",
    asks="{place}{found}，{limit}。请说明列入的依据；证载年份与竣工年份不同的请附证明。",
    severities=(SERIOUS,),
    judge=not_the_object,
    shows=(
        words("found", "情况"), words("limit", "规定"), figure("built_year", "建成年份"),
        figure("newer", "配额年份户数"), figure("all", "当年计划户数"), rate("part", "占比"),
    ),
    innocent=("证载年份与竣工年不同",),
    exclusions=(Exclusion("省文扩围（如晋2001–2010）生效期内", EXTENDED),),
    reads=("check_g12", "built_year_max"),
    label="建办城〔2021〕50号；配额为大姚县做法，转载",
)  # fmt: skip
