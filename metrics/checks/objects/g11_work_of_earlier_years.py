"""G11 用以往年度完工充当年

命中：列入当年计划的小区，验收、合同签订、工程影像、首次付款中有任何一个早于计划年度1月1日。
      付款看支付明细，或计划年度开始以前的报送中支付金额已大于0。
排除：登记为跨年结转的；提前开工有批文的。
缺项：验收日期空缺，其他资料也都没有的，为空缺；“无”视为没有，不早于。
例：2024年计划，2023年11月验收，命中；2024年1月1日验收，不命中。
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from metrics.checks.check import SERIOUS, Check, Exclusion, Judged, day, figure
from metrics.checks.material import Material
from metrics.rules.value import Rules
from metrics.standards.measure import either

CARRIED, ALLOWED = "跨年结转", "提前开工"
DATES = ("accepted_on", "signed_on", "taken_on", "first_paid_on")


def work_of_earlier_years(material: Material, _rules: Rules) -> Sequence[Judged]:
    """Judge whether anything of the works of each compound in plan is older than its plan year."""
    frames = material.frames
    begin = date(frames.year, 1, 1)
    rows = (
        frames.compounds_in_plan.lazy()
        .select(
            "compound",
            "project",
            "region",
            "name",
            "accepted_on",
            plan_year=pl.lit(frames.year, pl.Int64),
        )
        .join(_first(material, "contracts", "project", "signed_on"), on="project", how="left")
        .join(_first(material, "photos", "compound", "taken_on"), on="compound", how="left")
        .join(_paid_before(material, begin), on="project", how="left")
    )
    asked = material.asked(rows, CARRIED, ALLOWED, by=("compound", "project"))
    older = either(pl.col(each) < begin for each in DATES)
    some = pl.any_horizontal(pl.col(each).is_not_null() for each in DATES)
    hit = pl.when(some).then(older.fill_null(value=False))
    return (Judged("compounds", asked.with_columns(hit=hit)),)


def _first(material: Material, name: str, key: str, when: str) -> pl.LazyFrame:
    return material.beside(name).group_by(key).agg(pl.col(when).min())


def _paid_before(material: Material, begin: date) -> pl.LazyFrame:
    """Return the first day on which each project paid; of reports before the plan year, their data date."""
    detailed = _first(material, "payments", "project", "paid_on")
    then = material.at(date(begin.year - 1, 12, 31))
    if then is None:
        return detailed.rename({"paid_on": "first_paid_on"})
    paid = then.sheet("funds").filter(pl.col("paid") > 0).select("project").unique()
    both = pl.concat([detailed, paid.with_columns(paid_on=pl.lit(then.as_of))])
    return both.group_by("project").agg(first_paid_on=pl.col("paid_on").min())


CHECK = Check(
    code="G11",
    title="用以往年度完工充当年",
    what="列入当年计划，工程却在以前年度就做了",
    why="以前年度完成的工程不能再算作当年的任务。",
    formula="验收、合同、影像、付款中任一早于计划年度1月1日",
    filled="计划年度{plan_year}；验收{accepted_on}，合同{signed_on}，影像{taken_on}，首次付款{first_paid_on}",
    asks="{place}“{name}”列入{plan_year}年计划，而有早于{plan_year}年1月1日的日期（验收：{accepted_on}；合同签订：{signed_on}；"
    "最早影像：{taken_on}；首次付款：{first_paid_on}）。请说明原因；跨年结转或提前开工的请附批文。",
    severities=(SERIOUS,),
    judge=work_of_earlier_years,
    shows=(
        day("accepted_on", "验收日期"), day("signed_on", "合同签订日期"), day("taken_on", "最早影像日期"),
        day("first_paid_on", "首次付款日期"),
        figure("plan_year", "计划年度"),
    ),
    innocent=("提前开工有批文",),
    exclusions=(Exclusion("跨年结转标记", CARRIED), Exclusion("提前开工有批文", ALLOWED)),
    uses=("contracts", "photos", "payments"),
    label="审计署2018年审计情况，转载",
)  # fmt: skip
