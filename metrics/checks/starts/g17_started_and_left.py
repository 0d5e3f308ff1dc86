"""G17 只开工不推进

命中：开工率与投资完成率相差超过规定的百分点。开工率只算开工已满规定天数的小区。
      开工率＝开工已满天数的小区数÷列入计划的小区数；投资完成率＝累计完成投资÷计划总投资，以有小区列入计划的
      项目合计。
排除：中央资金未到位有证明的。
缺项：计划总投资或累计完成投资有空缺的，为空缺。
例（40个百分点、60天）：开工率90%、投资完成率45%，相差45，命中；74.00%与37.44%相差36.56，不命中。
"""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

import polars as pl

from metrics.checks.check import ORDINARY, Check, Exclusion, Judged, figure, money, rate, share_of
from metrics.checks.material import Material
from metrics.rules.value import Rules

WITHOUT_MONEY = "中央资金未到位"


def started_and_left(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge by how much the starts of each owner run ahead of the money spent on them."""
    frames, allowed = material.frames, rules["check_g17"]
    long_ago = frames.as_of - timedelta(days=allowed["开工满天数"])
    plan = frames.compounds_in_plan.lazy()
    begun = frames.compounds_of_year.lazy().filter(pl.col("started_on") <= long_ago)
    many = pl.len().cast(pl.Int64)
    projects = frames.projects_of_year.lazy().join(plan, on="project", how="semi")
    rows = (
        plan.group_by("region")
        .agg(planned=many)
        .join(begun.group_by("region").agg(started=many), on="region", how="left")
        .with_columns(pl.col("started").fill_null(0))
        .join(projects.group_by("region").agg(_invested()), on="region", how="left")
    )
    told = (
        share_of("started", "planned").alias("start_rate"),
        share_of("completed_investment", "planned_investment").alias("spent_rate"),
    )
    judged = material.asked(rows, WITHOUT_MONEY).with_columns(hit=_ahead(allowed["差距"]))
    return (Judged("regions", judged, told),)


def _invested() -> list[pl.Expr]:
    """Add up what is to be spent and what is spent, of both or of neither: a blank leaves both open."""
    names = ("planned_investment", "completed_investment")
    blank = pl.any_horizontal(pl.col(names).is_null())
    return [pl.when(~blank.any()).then(pl.col(name).sum()).alias(name) for name in names]


def _ahead(gap: Fraction) -> pl.Expr:
    """Say whether started/planned - completed/investment > gap, multiplied crosswise."""
    started, planned, done, whole = (
        pl.col(name).cast(pl.Int128)
        for name in ("started", "planned", "completed_investment", "planned_investment")
    )
    ahead = (started * whole - done * planned) * gap.denominator > planned * whole * gap.numerator
    return pl.when(whole > 0).then(ahead)


CHECK = Check(
    code="G17",
    title="只开工不推进",
    what="开工率高，投资完成率低",
    why="为赶开工率先开了工、后面推不动，群众出行和管线都受影响。",
    formula="开工率 － 投资完成率 > 规定百分点，且开工已满规定天数",
    filled="{start_rate} － {spent_rate} > {rule[差距]}（开工满{rule[开工满天数]}天{started}个 ÷ 计划{planned}个；"
    "完成{completed_investment}万元 ÷ 计划{planned_investment}万元）",
    asks="{place}开工已满{rule[开工满天数]}天的小区{started}个，占计划{planned}个的{start_rate}，投资完成率为{spent_rate}"
    "（{completed_investment}万元/{planned_investment}万元）。请说明推进缓慢的原因和下一步安排。",
    severities=(ORDINARY,),
    judge=started_and_left,
    shows=(
        figure("started", "开工满天数的小区（个）"), figure("planned", "计划小区（个）"),
        rate("start_rate", "开工率"), money("completed_investment", "累计完成投资（万元）"),
        money("planned_investment", "计划总投资（万元）"), rate("spent_rate", "投资完成率"),
    ),
    innocent=("先小后大",),
    exclusions=(Exclusion("中央资金未到位有证", WITHOUT_MONEY),),
    reads=("check_g17",),
    label="湖南2021年8月公布数据，转载",
)  # fmt: skip
