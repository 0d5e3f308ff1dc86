"""B03 构建社区生活圈（建办城〔2021〕50号 附件二（三））

B03.1  分母：列入当年计划的小区所在的社区，每个社区编码一条；编码空缺或填“无”的小区不产生记录。
       达标：摸排日期不晚于该社区各小区中最早的列入计划日期，并且“短板设施”“拟补齐设施”至少一栏
       记有内容（填“无”不算）。
       缺项：没有摸排记录的社区为“未知”，归其小区所在县区（涉及多个县区的，归代码最小的一个）；
       有摸排记录的，归记录自身的行政区划代码。
       例：社区有两个小区，3月1日、5月1日列入计划：3月1日摸排且有短板 → 达标；3月2日摸排 → 不达标；
       没有摸排记录 → 未知。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.records.schema import NONE_TEXT, Kind
from metrics.rules.value import Rules
from metrics.standards.measure import Indicator, Measure, derived, either, judged, named
from metrics.standards.reviews import WHOLE_CLAUSE

SURVEY = ("community", "name", "region", "surveyed_on", "shortfalls", "remedies")


def surveyed_first(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each planning community was surveyed first, with a need recorded."""
    surveys = frames.sheet("communities").select(SURVEY)
    owner = pl.coalesce("region", "smallest_county")
    return judged(
        _communities(frames).join(surveys, on="community", how="left").with_columns(region=owner),
        record="community",
        met=(pl.col("surveyed_on") <= pl.col("first_planned_on"))
        & either((named("shortfalls"), named("remedies"))),
        shows=("name", "first_planned_on", "surveyed_on", "shortfalls", "remedies"),
    )


def _communities(frames: Frames) -> pl.LazyFrame:
    is_named = pl.col("community") != NONE_TEXT
    return (
        frames.compounds_in_plan.lazy()
        .filter(is_named)
        .group_by("community")
        .agg(first_planned_on=pl.col("planned_on").min(), smallest_county=pl.col("region").min())
    )


INDICATOR = Indicator(
    code="B03",
    title="构建社区生活圈",
    short="生活圈",
    group="难点",
    clause="附件二（三）",
    measures=(
        Measure(
            code="B03.1",
            title="社区摸排",
            why="先摸清设施短板和可利用的存量资源，才能配建居民最需要的设施。",
            says=(
                "以居住社区为单元，对待改造小区所在社区设施短板、安全隐患、可利用存量资源等开展摸排，有针"
                "对性地确定居民最需要改造建设的各类设施"
            ),
            checked=WHOLE_CLAUSE,
            denominator="列入当年计划的小区所在的社区",
            numerator="列入计划前完成摸排并记有短板或拟补齐设施的社区",
            judge=surveyed_first,
            sheet="communities",
            derives=(derived("first_planned_on", "最早列入计划日期", Kind.DATE),),
        ),
    ),
)
