"""G30 统计口径加总

命中：统计报表的恒等式（如104=105+115+120）不成立。按元、分填报的容差为0；四舍五入到万元填报的，容差为各分项行数×0.5万元。
排除：无。
缺项：恒等式中有一项没有填的，为空缺；一项都没有填的不检查。
例：104填100万元，105、115、120填60、30、10万元，不命中；填60、30、9万元，命中；四舍五入填报、相差1.5万元（3行），不命中。
"""

from collections.abc import Sequence

import polars as pl

from metrics.checks.check import SERIOUS, Check, Judged, money, words
from metrics.checks.material import Material
from metrics.rules.value import Rules

HALF = 500_000
"""Half of 万元 in 分: by so much a rounded row may be off."""


def identities(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge each identity of the statistical return for each project and period that fills any of it."""
    frames = material.frames
    owners = frames.sheet("projects").select("project", "region", "name")
    filled = material.beside("statistical_returns").join(owners, on="project", how="inner")
    parts = [_of(filled, total, parts) for total, parts in rules["check_g30"]["恒等式"]]
    return (Judged("projects", pl.concat(parts)),)


def _of(filled: pl.LazyFrame, total: int, parts: tuple[int, ...]) -> pl.LazyFrame:
    code, value = pl.col("code"), pl.col("value")
    told = value.is_not_null()
    of_parts = code.is_in(parts) & told
    said = f"{total}={'+'.join(map(str, parts))}"
    sums = (
        filled.filter(code.is_in((total, *parts)))
        .group_by("project", "region", "name", "period")
        .agg(
            total=value.filter(code == total).first(),
            parts=value.filter(of_parts).sum(),
            rows=code.filter(of_parts).n_unique().cast(pl.Int64),
            rounded=pl.col("rounded").fill_null(value=False).any(),
        )
    )
    allowed = pl.when("rounded").then(pl.col("rows") * HALF).otherwise(0)
    whole = pl.when((pl.col("rows") == len(parts)) & pl.col("total").is_not_null())
    off = pl.col("total") - pl.col("parts")
    hit = whole.then(off.abs() > allowed)
    about = pl.concat_str(pl.col("period"), pl.lit(said), separator=" ")
    return sums.with_columns(hit=hit, off=off, about=about, identity=pl.lit(said))


CHECK = Check(
    code="G30",
    title="统计口径加总",
    what="统计报表的合计与分项对不上",
    why="恒等式不成立的报表会被退回，也说明台账和报表口径不一。",
    formula="恒等式不成立（容差0；四舍五入到万元的，容差为行数×0.5万元）",
    filled="{period} {identity}：合计{total}，分项{parts}，相差{off}万元",
    asks="{place}“{name}”{period}统计报表{identity}不成立：合计{total}万元，分项之和{parts}万元，相差{off}万元。"
    "请说明口径并更正。",
    severities=(SERIOUS,),
    judge=identities,
    shows=(
        words("period", "报告期"), words("identity", "恒等式"), money("total", "合计（万元）"),
        money("parts", "分项之和（万元）"), money("off", "相差（万元）"),
    ),
    innocent=("四舍五入到万元",),
    reads=("check_g30",),
    needs=("statistical_returns",),
    label="统计报表指标，据公开转录，未经原件核对",
)  # fmt: skip
