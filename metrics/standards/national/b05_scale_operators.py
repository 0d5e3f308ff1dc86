"""B05 培育改造规模化实施运营主体（建办城〔2021〕50号 附件二（五））

B05.1  分母：当年项目（不要求有小区列入计划）。达标：“规模化实施运营主体”填“是”。
       缺项：空缺为“未知”，计入分母，不计入达标。
       例：是、否、空 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.measure import Indicator, Measure, judged
from metrics.standards.reviews import FIRST_READING


def operated_at_scale(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each project of the year is run by a large-scale operator."""
    return judged(
        frames.projects_of_year,
        record="project",
        met=pl.col("scale_operator"),
        shows=("name", "scale_operator", "implementer"),
    )


INDICATOR = Indicator(
    code="B05",
    title="培育改造规模化实施运营主体",
    short="规模运营",
    group="难点",
    clause="附件二（五）",
    measures=(
        Measure(
            code="B05.1",
            title="规模化实施运营主体",
            why="由规模化主体全链条参与，才能以长期运营收入平衡改造投入。",
            says="鼓励改造项目由城镇老旧小区改造规模化实施运营主体实施",
            checked=FIRST_READING,
            denominator="当年项目",
            numerator="由规模化实施运营主体实施的项目",
            judge=operated_at_scale,
            sheet="projects",
        ),
    ),
)
