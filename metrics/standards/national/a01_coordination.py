"""A01 建立统筹协调机制（建办城〔2021〕50号 附件一（一））

A01.1  分母：范围内全部市级、县级政府，无论有无小区、是否报送。
       达标：工作机制、工作规则、责任清单、议事规程四项截至数据日期均已印发且未废止。
       缺项：任一项没有记录或没有印发日期，且其余各项均有效的，为“未知”；有一项“未建立”即不达标。
       例：四项齐全；缺议事规程一项记录；工作规则“未建立”三个县 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.instruments_in_force import governments_with
from metrics.standards.measure import Indicator, Measure, every, judged
from metrics.standards.reviews import WHOLE_CLAUSE

INSTRUMENTS = ("工作机制", "工作规则", "责任清单", "议事规程")


def coordinated(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each city and county government has all four instruments in force."""
    return judged(
        governments_with(frames, levels=("市", "县"), instruments=INSTRUMENTS),
        record="region",
        met=every(pl.col(name) for name in INSTRUMENTS),
        shows=("name", *INSTRUMENTS),
    )


INDICATOR = Indicator(
    code="A01",
    title="建立统筹协调机制",
    short="统筹协调",
    group="底线",
    clause="附件一（一）",
    measures=(
        Measure(
            code="A01.1",
            title="统筹协调机制",
            why="没有各部门齐抓共管的机制，改造容易被简单当作建设工程推进。",
            says=(
                "市、县均建立政府统筹、条块协作、各部门齐抓共管的专门工作机制，明确工作规则、责任清单和议"
                "事规程，形成工作合力"
            ),
            checked=WHOLE_CLAUSE,
            denominator="范围内的市、县政府",
            numerator="工作机制、工作规则、责任清单、议事规程均已建立的市、县政府",
            judge=coordinated,
            sheet="regions",
        ),
    ),
)
