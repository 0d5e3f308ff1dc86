"""B02 推进片区联动改造（建办城〔2021〕50号 附件二（二））

B02.1  分母：列入当年计划的小区。达标：所属项目填有片区名称。
       缺项：片区名称空缺为“未知”；填“无”为未纳入片区联动，不达标。
       例：“和平路片区”、“无”、空 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.measure import Indicator, Measure, judged, named
from metrics.standards.reviews import FIRST_READING


def in_joint_area(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether the project of each compound in plan belongs to a joint area (片区)."""
    areas = frames.projects_of_year.lazy().select("project", "joint_area")
    return judged(
        frames.compounds_in_plan.lazy().join(areas, on="project", how="inner"),
        record="compound",
        met=named("joint_area"),
        shows=("name", "project", "joint_area"),
    )


INDICATOR = Indicator(
    code="B02",
    title="推进片区联动改造",
    short="片区联动",
    group="难点",
    clause="附件二（二）",
    measures=(
        Measure(
            code="B02.1",
            title="片区联动",
            why="单个小区空间有限，连片改造才能共建共享服务设施和公共空间。",
            says="推进相邻小区及周边地区联动、连片实施改造",
            checked=FIRST_READING,
            denominator="列入当年计划的小区",
            numerator="所属项目纳入片区联动改造的小区",
            judge=in_joint_area,
            sheet="compounds",
        ),
    ),
)
