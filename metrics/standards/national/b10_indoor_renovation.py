"""B10 居民同步实施户内改造（建办城〔2021〕50号 附件二（十））

B10.1  分母：区划中的省、市、县政府，每个一条，不论有无小区和报送。
       达标：引导居民同步实施户内改造的政策截至数据日期有效（已建立、已印发、未废止）。
       缺项：没有记录，或已建立而无印发日期为“未知”。
       例：已建立并印发、未建立、没有记录 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.instruments_in_force import governments_with
from metrics.standards.measure import Indicator, Measure, judged
from metrics.standards.reviews import FIRST_READING


def indoor_works_guided(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each government has a policy that guides indoor renovation (户内改造)."""
    return judged(
        governments_with(frames, levels=("省", "市", "县"), instruments=("户内改造",)),
        record="region",
        met=pl.col("户内改造"),
        shows=("name", "level", "户内改造"),
    )


INDICATOR = Indicator(
    code="B10",
    title="居民同步实施户内改造",
    short="户内改造",
    group="难点",
    clause="附件二（十）",
    measures=(
        Measure(
            code="B10.1",
            title="户内改造引导政策",
            why="户内管线与公共部分同步改造，效果更完整，也能带动家装建材消费。",
            says="制定引导促进小区居民结合改造同步实施户内管线改造、整体装修、家具家电消费等方面的政策措施",
            checked=FIRST_READING,
            denominator="省、市、县政府",
            numerator="已出台户内改造引导政策的政府",
            judge=indoor_works_guided,
            sheet="regions",
        ),
    ),
)
