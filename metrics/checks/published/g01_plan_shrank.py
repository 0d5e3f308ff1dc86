"""G01 计划分母缩水

命中：本期计划数少于上期，差额不少于规定个数，且没有批准文件。公布表只印开工率、没有计划数的，由开工数和
      印刷率推算计划区间 (s/(p+u/2), s/(p－u/2)]，两期区间不相交且本期较小的命中。
排除：有批准文号的计划调整；撤销并列入下年、在下年计划中查得到的（按个数扣除）；区划范围有调整的地区。
缺项：上期或本期没有计划数、也没有可推算的印刷率（含只印“全部开工”）的，为空缺。
例：辽宁2023年6月1366个、95% → 1431–1445；9月1393个、97.5% → 1428–1429，至少少2个，命中。
    甘肃6月57% → 1230–1251，9月94.2% → 1251–1252，有公共值1251，不命中。
"""

from collections.abc import Sequence
from typing import Any

import polars as pl

from metrics.checks.check import SERIOUS, Check, Exclusion, Judged, figure, words
from metrics.checks.material import Material
from metrics.checks.published.intervals import Plan, lines, plan_of, shown
from metrics.records.frames import Frames
from metrics.records.schema import Kind
from metrics.rules.value import Rules

ADJUSTED, NEXT_YEAR = "计划调整", "撤销并列入下年"
_ROWS = {
    "region": pl.String, "year": pl.Int64, "name": pl.String, "was": pl.String, "now": pl.String,
    "less": pl.Int64,
}  # fmt: skip


def plan_shrank(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge the plans of published lines and of ledgers against those of the former data date."""
    before, least = material.before, rules["check_g01"]["最少减少"]
    if before is None:
        return ()
    judged = [
        Judged("returns", _published(material.frames, before)),
        Judged("regions", _counted(material, before)),
    ]
    redrawn = sorted(material.redrawn)
    return [
        part._replace(
            rows=material.asked(part.rows, ADJUSTED, NEXT_YEAR)
            .filter(~pl.col("region").is_in(redrawn))
            .with_columns(hit=(pl.col("less") >= least) & (pl.col("less") > 0))
        )
        for part in judged
    ]


def _published(frames: Frames, before: Frames) -> pl.LazyFrame:
    earlier, later = lines(before), lines(frames)
    rows = []
    for region, row in later.items():
        was, now = plan_of(earlier[region]) if region in earlier else None, plan_of(row)
        if now is not None and region in earlier:
            rows.append(_line(row, was, now))
    return pl.LazyFrame(rows, schema=_ROWS, orient="row")


def _line(row: dict[str, Any], was: Plan | None, now: Plan) -> tuple[Any, ...]:
    less = None if was is None else was.apart_from(now)
    return row["region"], row["year"], row["name"], was and shown(was), shown(now), less


def _counted(material: Material, before: Frames) -> pl.LazyFrame:
    """Compare the compounds in plan of each owner; what went over to next year's plan is no loss."""
    frames = material.frames
    was, now = before.compounds_in_plan, frames.compounds_in_plan
    later = frames.compounds.filter(pl.col("plan_year") == frames.year + 1)
    moved = was.join(now, on="compound", how="anti").join(later, on="compound", how="semi")
    counts = [
        each.group_by("region").agg(pl.len().cast(pl.Int64).alias(name))
        for name, each in (("was", was), ("now", now), ("moved", moved))
    ]
    table = (
        counts[0].join(counts[1], on="region", how="left").join(counts[2], on="region", how="left")
    )
    filled = table.lazy().with_columns(pl.col("now", "moved").fill_null(0))
    return filled.with_columns(
        less=pl.col("was") - pl.col("now") - pl.col("moved"),
        was=pl.col("was").cast(pl.String), now=pl.col("now").cast(pl.String),
    )  # fmt: skip


CHECK = Check(
    code="G01",
    title="计划分母缩水",
    what="同一计划年度的计划数，本期比上期少",
    why="计划数变少，开工率、完工率会自己变高，看不出任务是完成了还是减掉了。",
    formula="本期计划数 < 上期计划数，且没有批准文件；只有印刷率时比较两期推算的计划区间",
    filled="上期计划{was}个，本期计划{now}个，至少少{less}个",
    asks="{place}本年度计划上期为{was}个，本期为{now}个，至少少{less}个。请说明减少的原因和批准文号，"
    "撤销后列入下年计划的请一并注明。",
    severities=(SERIOUS,),
    judge=plan_shrank,
    shows=(
        words("was", "上期计划数（个）"), words("now", "本期计划数（个）"),
        figure("less", "至少减少（个）", Kind.COUNT),
    ),
    innocent=("征收", "居民反悔", "合并小区"),
    exclusions=(
        Exclusion("有批准文号的计划调整", ADJUSTED),
        Exclusion("撤销并列入下年且在下年计划可查", NEXT_YEAR),
        Exclusion("区划范围有调整"),
    ),
    reads=("check_g01",),
    compares="上一期数据",
    lacks=lambda material, _: material.before is None,
    label="据转载的公布表推算，未经原件核对",
)  # fmt: skip
