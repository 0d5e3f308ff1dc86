"""A10 加强发现问题整改（建办城〔2021〕50号 附件一（十））

A10.1  分母：审计、国务院大督查在数据日期前（含当日）发现的下列问题：整改期限已过而尚未销号的（不论哪一年）；
       整改期限在当年且已到（含当日）的；当年已销号的。
       达标：整改完成不晚于整改期限，且截至数据日期已销号。晚于数据日期的整改、销号尚未发生。
       缺项：销号日期空缺即未销号，不达标；已销号而整改完成日期空缺为“未知”，填“无”为不达标。
       例：限期6月30日，6月30日完成、7月5日销号；7月1日完成、7月5日销号；已销号、完成日期空缺
       → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.measure import Indicator, Measure, judged
from metrics.standards.reviews import FIRST_READING

SOURCES = ("审计", "国务院大督查")


def rectified_in_time(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each issue of the two sources that is due or closed was rectified in time."""
    return judged_issues(frames, SOURCES)


def judged_issues(frames: Frames, sources: tuple[str, ...]) -> pl.LazyFrame:
    """Judge whether each issue that is due or closed was rectified by its due date and closed."""
    closed = frames.happened("closed_on")
    overdue = pl.col("due_on") < frames.as_of
    asked = (overdue & ~closed) | frames.year_of("due_on") | frames.year_of("closed_on")
    # A due date may lie after the data date; a rectification dated after it has not happened yet.
    in_time = pl.col("rectified_on") <= pl.min_horizontal("due_on", pl.lit(frames.as_of))
    return judged(
        frames.sheet("issues").filter(
            pl.col("source").is_in(sources), frames.happened("found_on"), asked
        ),
        record="issue",
        met=closed & in_time,
        shows=("source", "problem", "found_on", "due_on", "rectified_on", "closed_on"),
    )


INDICATOR = Indicator(
    code="A10",
    title="加强发现问题整改",
    short="问题整改",
    group="底线",
    clause="附件一（十）",
    measures=(
        Measure(
            code="A10.1",
            title="发现问题及时整改",
            why="未按规定及时整改到位的，视情况取消申报下一年度改造计划资格。",
            says="及时核查整改审计、国务院大督查发现的问题",
            checked=FIRST_READING,
            denominator="整改期限已到或已销号的审计、国务院大督查问题",
            numerator="按期整改并已销号的问题",
            judge=rectified_in_time,
            sheet="issues",
        ),
    ),
)
