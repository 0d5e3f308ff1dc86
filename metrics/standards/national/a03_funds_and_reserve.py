"""A03 改造资金使用符合相关规定（建办城〔2021〕50号 附件一（三））

A03.1  分母：列入当年计划的小区。达标：储备库档案五部分（基本情况、居民意愿、改造方案、工程进度、
       前后对比）均已建立，并有储备库得分（0分也是得分）。
       缺项：任一部分填“否”即不达标；否则任一栏（含得分）空缺为“未知”。
       例：五部分齐全、86.5分；前后对比“否”；得分空缺 → 达标1，分母3，未知1。
A03.2  分母：当年有小区列入计划的县区。达标：当年截至数据日期没有属实的截留、挪用、其他资金违规事件。
       缺项：没有属实事件、但该县区尚未报送的，为“未知”；待核、不实不影响结论。
       例：已报送且无事件；属实挪用1起；未报送 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.events_confirmed import DERIVED, EVENT_COLUMNS, none_confirmed, with_events
from metrics.standards.measure import Indicator, Measure, every, judged
from metrics.standards.reviews import FIRST_READING, WHOLE_CLAUSE

ARCHIVE = (
    "archive_basics", "archive_wishes", "archive_scheme", "archive_progress",
    "archive_before_after",
)  # fmt: skip
MISUSE = ("截留", "挪用", "其他资金违规")


def archived_and_scored(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each compound in plan has a whole archive and a score in the reserve library."""
    return judged(
        frames.compounds_in_plan,
        record="compound",
        met=every(pl.col(part) for part in ARCHIVE) & (pl.col("reserve_score") >= 0),
        shows=("name", *ARCHIVE, "reserve_score"),
    )


def nothing_misused(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each county is free of confirmed withholding or misuse of funds."""
    return judged(
        with_events(frames, frames.planning_counties.lazy(), kinds=MISUSE, by="region"),
        record="region",
        met=none_confirmed(),
        shows=("name", *EVENT_COLUMNS),
    )


INDICATOR = Indicator(
    code="A03",
    title="改造资金使用符合相关规定",
    short="资金合规",
    group="底线",
    clause="附件一（三）",
    measures=(
        Measure(
            code="A03.1",
            title="储备库建档与量化排序",
            why="提前建库、排好先后，才能变“钱等项目”为“项目等钱”。",
            says=(
                "建立城镇老旧小区改造项目储备库，对入库项目建立档案，实现同步录入改造项目基本情况、居民改"
                "造意愿、改造方案、工程进度、改造前后效果的数据、图片信息；根据小区配套设施状况，改造方案"
                "的完整性、针对性，居民改造意愿等，对入库项目初步实施方案进行量化计分、排序，明确纳入年度"
                "改造计划的优先顺序"
            ),
            checked=WHOLE_CLAUSE,
            denominator="列入当年计划的小区",
            numerator="储备库档案齐全并已量化计分的小区",
            judge=archived_and_scored,
            sheet="compounds",
        ),
        Measure(
            code="A03.2",
            title="资金无违规",
            why="补助资金必须全部用于改造，截留、挪用属于严禁行为。",
            says="无资金截留、挪用等违规违纪行为",
            checked=FIRST_READING,
            denominator="当年有小区列入计划的县区",
            numerator="当年没有属实的资金截留、挪用等违规事件的县区",
            judge=nothing_misused,
            sheet="regions",
            derives=DERIVED,
            events=MISUSE,
        ),
    ),
)
