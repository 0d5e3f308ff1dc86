"""G16 付款快于形象进度

命中：项目累计支付超过合同额，为严重；支付占合同额的比例超过形象进度加容差，为一般。
      形象进度按户数加权，已完工的小区按100%。合同额为项目各份合同之和，含已批准的变更。
排除：登记为甲供材的；支付不超过合同额的规定比例且开工在规定天数以内的预付款（只免一般）。
缺项：没有报合同的项目为空缺；支付有空缺的，已知部分超过合同额即命中，否则为空缺；形象进度空缺的，不超合同时为空缺。
例（15个百分点）：付70%、形象50%，命中；付65%，不命中；付62%，不命中；付款101万元、合同100万元，严重。
"""

from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from metrics.checks.check import (
    ORDINARY,
    SERIOUS,
    Check,
    Exclusion,
    Judged,
    exceeds,
    money,
    rate,
    share_of,
)
from metrics.checks.material import Material
from metrics.records.frames import Frames
from metrics.rules.value import Rules

SUPPLIED = "甲供材"
_WHOLE = 1_000_000


def paid_ahead_of_works(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge what each project of the year has paid against its contracts and its progress."""
    frames, paid = material.frames, pl.col("paid")
    sums = frames.sheet("funds").group_by("project").agg(paid.sum(), unpaid=paid.null_count())
    rows = (
        frames.projects_of_year.lazy()
        .select("project", "region", "name")
        .join(_contracted(material), on="project", how="left")
        .join(sums, on="project", how="inner")
        .join(_progress(frames), on="project", how="left")
    )
    over = paid > pl.col("contract")
    known = pl.when(pl.col("unpaid") == 0).then(_fast(frames, rules["check_g16"]))
    hit = pl.when(over).then(pl.lit(value=True)).otherwise(known)
    grave = pl.when(over).then(pl.lit(SERIOUS)).otherwise(pl.lit(ORDINARY))
    judged = material.asked(rows, SUPPLIED, by=("project",)).with_columns(hit=hit, severity=grave)
    told = (
        share_of("paid", "contract").alias("part"),
        share_of("done", pl.col("homes") * _WHOLE).alias("progress"),
    )
    return (Judged("projects", judged, told),)


def _fast(frames: Frames, allowed: Rules) -> pl.Expr:
    """Say whether paid ÷ contract > done ÷ homes + tolerance, and more than what is paid in advance."""
    paid, contract, done, homes = (
        pl.col(name).cast(pl.Int128) for name in ("paid", "contract", "done", "homes")
    )
    tolerance: Fraction = allowed["容差"]
    whole = homes * _WHOLE
    bound = done * tolerance.denominator + whole * tolerance.numerator
    ahead = paid * whole * tolerance.denominator > contract * bound
    days = (pl.lit(frames.as_of) - pl.col("began")).dt.total_days()
    fresh = (days <= allowed["预付天数"]).fill_null(value=True)
    in_advance: pl.Expr = fresh & ~exceeds(paid, allowed["预付款"], contract)
    return ahead & ~in_advance


def _contracted(material: Material) -> pl.LazyFrame:
    """Add up the contracts of each project with the changes that were approved; a blank amount leaves it open."""
    approved = (
        pl.when(pl.col("change_document").is_not_null())
        .then(pl.col("changed").fill_null(0))
        .otherwise(0)
    )
    blank = pl.col("amount").null_count() > 0
    total = (pl.col("amount") + approved).sum()
    return (
        material.beside("contracts").group_by("project").agg(contract=pl.when(~blank).then(total))
    )


def _progress(frames: Frames) -> pl.LazyFrame:
    """Add up the homes of a project's compounds, and their progress (millionths) by homes; null with a blank."""
    done = pl.when(frames.happened("completed_on")).then(_WHOLE).otherwise("physical_progress")
    homes, begun = pl.col("households"), pl.col("started_on").filter(frames.happened("started_on"))
    known = pl.when(done.null_count() == 0)
    return (
        frames.sheet("compounds")
        .group_by("project")
        .agg(done=known.then((done * homes).sum()), homes=homes.sum(), began=begun.min())
    )


CHECK = Check(
    code="G16",
    title="付款快于形象进度",
    what="付款超过合同，或付得比工程进度快",
    why="超合同、超进度付款，资金风险大，也可能进度报低了。",
    formula="支付 ÷ 合同 > 形象进度 + 容差，或 支付 > 合同",
    filled="{paid}÷{contract}={part}，形象进度{progress}，容差{rule[容差]}",
    asks={
        SERIOUS: "{place}“{name}”累计支付{paid}万元，合同额（含已批准变更）{contract}万元，已超合同。请说明超出的原因，"
        "有变更批复的请附文号。",
        ORDINARY: "{place}“{name}”累计支付{paid}万元，占合同额{contract}万元的{part}，形象进度为{progress}。"
        "请说明付款依据；形象进度填报滞后的请更正。",
    },
    severities=(SERIOUS, ORDINARY),
    judge=paid_ahead_of_works,
    shows=(
        money("paid", "累计支付（万元）"), money("contract", "合同额（万元）"), rate("part", "支付占合同"),
        rate("progress", "形象进度"),
    ),
    innocent=("形象进度填报滞后",),
    exclusions=(
        Exclusion("预付款不超过30%且开工60日内"),
        Exclusion("甲供材", SUPPLIED),
    ),
    reads=("check_g16",),
    needs=("contracts",),
    label="仁寿县2020—2022年审计情况，转载",
)  # fmt: skip
