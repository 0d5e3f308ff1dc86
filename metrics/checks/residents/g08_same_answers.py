"""G08 问卷雷同

命中：同一地区两个小区的问卷，选项完全相同的份数占两个小区问卷的比例超过规定；或一个小区有规定份数以上的问卷
      前后提交间隔都短于规定秒数。只比题数达到规定的问卷。
排除：同一片区统一意见的单题问卷（题数不够的不比）；登记为统一意见的。
缺项：没有报送问卷的小区为空缺。提交时间空缺的问卷不算成串。
例（30%、10题、10秒、10份）：两个小区200份中71份选项相同，35.5%，命中；60份，正好30%，不命中。
"""

from collections.abc import Sequence

import polars as pl

from metrics.checks.check import (
    ORDINARY,
    Check,
    Exclusion,
    Judged,
    exceeds,
    figure,
    rate,
    share_of,
    words,
)
from metrics.checks.material import Material
from metrics.rules.value import Rules

ONE_VOICE = "统一意见"


def same_answers(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge the questionnaires of each completed compound against those of the others in its region."""
    allowed, frames = rules["check_g08"], material.frames
    homes = frames.compounds.lazy().filter(frames.happened("completed_on"))
    homes = homes.select("compound", "project", "region", "name")
    told = material.beside("questionnaires").join(
        homes.select("compound", "region").unique(), on="compound", how="inner"
    )
    questions = pl.col("answers").str.count_matches(",", literal=True) + 1
    told = told.filter(questions >= allowed["最少题数"])
    counts = told.group_by("compound").agg(own=pl.len().cast(pl.Int64))
    rows = (
        homes.join(counts, on="compound", how="left")
        .join(_twins(told), on="compound", how="left")
        .join(_strings(told, allowed), on="compound", how="left")
        .with_columns(pl.col("same", "string").fill_null(0))
    )
    alike = exceeds(pl.col("same"), allowed["占比"], pl.col("both")).fill_null(value=False)
    quick = pl.col("string") >= allowed["成串份数"]
    asked = material.asked(rows, ONE_VOICE, by=("compound", "project"))
    hit = pl.when(pl.col("own") > 0).then(alike | quick)
    told_figures = (share_of("same", "both").alias("part"),)
    return (Judged("compounds", asked.with_columns(hit=hit), told_figures),)


def _twins(told: pl.LazyFrame) -> pl.LazyFrame:
    """Find of each compound the one whose questionnaires share the most: copies alike, and copies of both."""
    vectors = told.group_by("region", "compound", "answers").agg(copies=pl.len().cast(pl.Int64))
    totals = told.group_by("compound").agg(total=pl.len().cast(pl.Int64))
    pairs = vectors.join(vectors, on=["region", "answers"], suffix="_twin").filter(
        pl.col("compound") != pl.col("compound_twin")
    )
    alike = pairs.group_by("compound", twin="compound_twin").agg(
        same=(pl.col("copies") + pl.col("copies_twin")).sum()
    )
    both = alike.join(totals, on="compound").join(
        totals.rename({"compound": "twin", "total": "others"}), on="twin"
    )
    summed = both.with_columns(both=pl.col("total") + pl.col("others"))
    order = pl.col("same") * 1_000_000 // pl.col("both")
    ranked = summed.sort(order, "twin", descending=[True, False])
    return (
        ranked.group_by("compound", maintain_order=True)
        .first()
        .select("compound", "twin", "same", "both")
    )


def _strings(told: pl.LazyFrame, allowed: Rules) -> pl.LazyFrame:
    """Count the longest string of copies of each compound that came within so many seconds of each other."""
    timed = told.drop_nulls("submitted_at").sort("compound", "submitted_at")
    gap = pl.col("submitted_at").diff().over("compound").dt.total_seconds()
    breaks = (gap >= allowed["间隔秒"]).fill_null(value=True)
    runs = timed.with_columns(run=breaks.cast(pl.Int64).cum_sum().over("compound"))
    lengths = runs.group_by("compound", "run").agg(string=pl.len().cast(pl.Int64))
    return lengths.group_by("compound").agg(pl.col("string").max())


CHECK = Check(
    code="G08",
    title="问卷雷同",
    what="两个小区的问卷选项大量相同，或短时间成串提交",
    why="不同住户的答卷很少逐题相同；成串提交的可能不是本人填写。",
    formula="两小区选项完全相同份数 ÷ 两小区份数 > 规定占比，或间隔短于规定秒数的成串份数 ≥ 规定份数",
    filled="相同{same}份 ÷ {both}份 = {part}（与小区{twin}比）；成串{string}份",
    asks="{place}“{name}”的问卷与小区{twin}的问卷选项相同{same}份，占两个小区{both}份的{part}；短时间成串提交最多"
    "{string}份。请说明问卷的发放和填写方式，代填的请注明。",
    severities=(ORDINARY,),
    judge=same_answers,
    shows=(
        words("twin", "对比小区"), figure("same", "选项相同（份）"), figure("both", "两小区份数"),
        rate("part", "占比"), figure("string", "成串提交（份）"),
    ),
    innocent=("代填（老人）",),
    exclusions=(Exclusion("同一片区统一意见的单题问卷", ONE_VOICE),),
    reads=("check_g08",),
    needs=("questionnaires",),
    label="推断",
)  # fmt: skip
