"""G13 拟征收、拆迁小区

命中：列入当年计划的小区填“列入征收拆迁范围”为是，或在征收计划、城中村、危旧房拆除清单中（清单没有撤销）。
排除：清单已撤销的（只在已撤销的清单中、自己也没有填是的，不命中）。
缺项：本栏空缺，又不在报送的清单中的，为空缺。
例：填“是”，命中；填“否”、清单中有，命中；填“否”、清单已撤销，不命中。
"""

from collections.abc import Sequence

import polars as pl

from metrics.checks.check import SERIOUS, Check, Exclusion, Judged, words
from metrics.checks.check import figure as flag
from metrics.checks.material import Material
from metrics.records.schema import Kind
from metrics.rules.value import Rules

WITHDRAWN = "清单撤销"


def to_be_demolished(material: Material, _rules: Rules) -> Sequence[Judged]:
    """Judge whether each compound in plan is to be taken down by its own word or by a list."""
    lists = (
        material.beside("demolition_lists")
        .filter(~pl.col("withdrawn").fill_null(value=False))
        .group_by("compound")
        .agg(listed=pl.col("list_name").sort().str.join("、"))
    )
    rows = material.frames.compounds_in_plan.lazy().select(
        "compound", "project", "region", "name", "demolition_listed"
    )
    asked = material.asked(
        rows.join(lists, on="compound", how="left"), WITHDRAWN, by=("compound", "project")
    )
    hit = pl.col("demolition_listed") | pl.when(pl.col("listed").is_not_null()).then(
        pl.lit(value=True)
    ).otherwise(pl.lit(value=False))
    return (
        Judged("compounds", asked.with_columns(hit=hit, listed=pl.col("listed").fill_null("无"))),
    )


CHECK = Check(
    code="G13",
    title="拟征收/拆迁小区",
    what="拟征收、拆迁的小区列入了改造计划",
    why="要拆的小区先改造，钱就白花了。",
    formula="填报列入征收拆迁范围，或在征收、城中村、危旧房拆除清单中",
    filled="列入征收拆迁范围：{demolition_listed}；清单：{listed}",
    asks="{place}“{name}”列入当年改造计划，而“列入征收拆迁范围”填{demolition_listed}，所在清单：{listed}。"
    "请说明征收拆迁安排；清单已撤销的请注明文号。",
    severities=(SERIOUS,),
    judge=to_be_demolished,
    shows=(flag("demolition_listed", "列入征收拆迁范围", Kind.FLAG), words("listed", "所在清单")),
    innocent=("征收计划已取消",),
    exclusions=(Exclusion("清单已撤销", WITHDRAWN),),
    uses=("demolition_lists",),
    label="推断",
)
