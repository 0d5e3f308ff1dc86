"""B09 结合改造完善住宅专项维修资金归集、使用、续筹机制（建办城〔2021〕50号 附件二（九））

B09.1  分母：当年已开工小区。达标：维修资金归集、使用、续筹三项机制都填“是”。
       缺项：没有“否”而有空缺为“未知”；有一项填“否”即不达标。
       例：是是是、是是空、否是空 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.measure import Indicator, Measure, every, judged
from metrics.standards.reviews import FIRST_READING

PARTS = ("upkeep_collection", "upkeep_use", "upkeep_renewal")


def upkeep_secured(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each started compound set up all three upkeep-fund (维修资金) mechanisms."""
    return judged(
        frames.compounds_started,
        record="compound",
        met=every(pl.col(part) for part in PARTS),
        shows=("name", "started_on", *PARTS),
    )


INDICATOR = Indicator(
    code="B09",
    title="结合改造完善住宅专项维修资金归集、使用、续筹机制",
    short="维修资金",
    group="难点",
    clause="附件二（九）",
    measures=(
        Measure(
            code="B09.1",
            title="维修资金机制",
            why="维修资金有来源、能续筹，小区改造后的维护更新才能进入良性轨道。",
            says="鼓励结合改造，建立健全老旧小区住宅专项维修资金归集、使用、续筹机制",
            checked=FIRST_READING,
            denominator="当年已开工的小区",
            numerator="维修资金归集、使用、续筹机制均已建立的小区",
            judge=upkeep_secured,
            sheet="compounds",
        ),
    ),
)
