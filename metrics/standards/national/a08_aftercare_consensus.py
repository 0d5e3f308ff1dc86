"""A08 居民对长效管理机制形成共识（建办城〔2021〕50号 附件一（八））

A08.1  分母：当年已开工小区。达标：物业管理模式已商定（填“无”为没有），物业服务费为不小于0的数，
       且长效管理确认日期不晚于实际开工之日。
       缺项：有一条不符即不达标；否则任一栏空缺为“未知”。
       例：专业物业、0.60元、开工当日确认；开工次日确认；服务费空缺 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.measure import Indicator, Measure, judged, named
from metrics.standards.reviews import FIRST_READING


def aftercare_agreed(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether residents of each started compound agreed on its later management in time."""
    return judged(
        frames.compounds_started,
        record="compound",
        met=named("property_mode")
        & (pl.col("property_fee") >= 0)
        & (pl.col("aftercare_confirmed_on") <= pl.col("started_on")),
        shows=("name", "property_mode", "property_fee", "aftercare_confirmed_on", "started_on"),
    )


INDICATOR = Indicator(
    code="A08",
    title="居民对长效管理机制形成共识",
    short="长效管理",
    group="底线",
    clause="附件一（八）",
    measures=(
        Measure(
            code="A08.1",
            title="长效管理共识",
            why="管理模式和收费没有事先商定，改造后的小区容易失去管理。",
            says="开工改造前，居民就改造后小区物业管理模式、缴纳必要的物业服务费用等，集体协商形成共识并书面（在线）确认",
            checked=FIRST_READING,
            denominator="当年已开工的小区",
            numerator="开工前居民就物业管理模式、服务费用形成共识并书面（线上）确认的小区",
            judge=aftercare_agreed,
            sheet="compounds",
        ),
    ),
)
