"""G20 概算调增、合同偏离

命中：合同额之和不足批复概算的规定比例；或没有批文的变更累计超过合同额的规定比例。
排除：还有标段没有招完的，不比概算。
缺项：概算、合同额空缺的为空缺；变更金额空缺的视为没有报变更，为空缺。
例（60%、10%）：概算10.26亿元、合同7.82亿元，76.2%，不命中；概算10亿元、合同5.9亿元，命中；
    合同1000万元、变更110万元无批文，11%，命中；100万元，正好10%，不命中。
"""

from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from metrics.checks.check import (
    ORDINARY,
    Check,
    Exclusion,
    Judged,
    exceeds,
    money,
    rate,
    share_of,
    whole_sum,
)
from metrics.checks.material import Material
from metrics.rules.value import Rules
from metrics.standards.measure import either

TENDERING = "分标段未招完"


def contract_off_estimate(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge the contracts of each project against its estimate, and what was changed without approval."""
    allowed, estimate = rules["check_g20"], pl.col("estimate")
    estimates = (
        material.beside("estimates")
        .group_by("project")
        .agg(whole_sum(estimate).alias("estimate"), pl.col("sections_left").sum())
    )
    rows = (
        material.frames.projects_of_year.lazy()
        .select("project", "region", "name")
        .join(_contracted(material), on="project", how="left")
        .join(estimates, on="project", how="left")
    )
    asked = material.asked(rows, TENDERING, by=("project",))
    beyond = exceeds(pl.col("unapproved"), allowed["变更占合同"], pl.col("contract"))
    hit = either((_low(allowed["合同占概算"]), beyond))
    told = (
        share_of("contract", "estimate").alias("part"),
        share_of("unapproved", "contract").alias("changed_part"),
    )
    return (Judged("projects", asked.with_columns(hit=hit), told),)


def _low(share: Fraction) -> pl.Expr:
    """Say whether the contracts are less than a share of the estimate; not while sections are to be tendered."""
    low = pl.col("contract") * share.denominator < pl.col("estimate") * share.numerator
    return pl.when(pl.col("sections_left") > 0).then(pl.lit(value=False)).otherwise(low)


def _contracted(material: Material) -> pl.LazyFrame:
    """Add up the contracts of each project, and of their changes those without an approval."""
    document = pl.col("change_document").fill_null("").str.strip_chars()
    unapproved = pl.when(document == "").then("changed").otherwise(0)
    return (
        material.beside("contracts")
        .group_by("project")
        .agg(contract=whole_sum(pl.col("amount")), unapproved=whole_sum(unapproved))
    )


CHECK = Check(
    code="G20",
    title="概算调增/合同偏离",
    what="合同额远低于概算，或变更多而没有批文",
    why="概算与合同差得多，可能概算偏高；没有批文的变更是审计常见问题。",
    formula="合同 ÷ 概算 < 规定比例，或 无批文变更累计 ÷ 合同 > 规定比例",
    filled="合同{contract}÷概算{estimate}={part}；无批文变更{unapproved}÷合同={changed_part}",
    asks="{place}“{name}”批复概算{estimate}万元，合同额{contract}万元（{part}），没有批文的变更累计{unapproved}万元（占合同"
    "{changed_part}）。请说明差额和变更的原因，有批文的请附文号。",
    severities=(ORDINARY,),
    judge=contract_off_estimate,
    shows=(
        money("estimate", "批复概算（万元）"), money("contract", "合同额（万元）"), rate("part", "合同占概算"),
        money("unapproved", "无批文变更（万元）"), rate("changed_part", "变更占合同"),
    ),
    innocent=("招标竞价充分",),
    exclusions=(Exclusion("分标段未招完", TENDERING),),
    reads=("check_g20",),
    needs=("contracts", "estimates"),
    label="杭州市上城区审计情况，转载",
)  # fmt: skip
