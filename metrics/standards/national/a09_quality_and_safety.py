"""A09 强化改造质量安全监管（建办城〔2021〕50号 附件一（九））

A09.1  分母：当年已开工项目（有一个小区开工即为开工）。达标：所属县区的质量安全监管机制有效，且建设、设计、
       施工、监理单位均已明确（填“无”为没有）。
       缺项：有一项没有即不达标；否则任一项空缺或机制没有记录为“未知”。
       例：机制有效、四方齐全；监理单位“无”；设计单位空缺 → 达标1，分母3，未知1。
A09.2  分母：当年已完工小区。达标：验收结论合格，验收日期不晚于数据日期。
       缺项：不合格、或日期晚于数据日期为不达标；合格而日期空缺、或结论空缺为“未知”。
       例：合格、截止当日；不合格；合格、日期空缺 → 达标1，分母3，未知1。
A09.3  分母：当年已开工项目。达标：当年截至数据日期没有该项目的属实质量问题、安全事故（按项目编码，不论由谁填报）。
       缺项：没有属实事件、但所属县区尚未报送的，为“未知”；待核、不实不影响结论。
       例：已报送且无事件；属实1起；县区未报送 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.events_confirmed import DERIVED, EVENT_COLUMNS, none_confirmed, with_events
from metrics.standards.instruments_in_force import instruments_in_force
from metrics.standards.measure import Indicator, Measure, every, judged, named
from metrics.standards.reviews import FIRST_READING

MECHANISM = "质量安全监管机制"
PARTIES = ("builder", "designer", "contractor", "supervisor")
HARM = ("质量问题", "安全事故")


def supervised_by_all(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each started project is under a county mechanism with all four parties named."""
    mechanisms = instruments_in_force(frames, MECHANISM)
    return judged(
        frames.projects_started.lazy().join(mechanisms, on="region", how="left"),
        record="project",
        met=pl.col(MECHANISM) & every(named(party) for party in PARTIES),
        shows=("name", MECHANISM, *PARTIES),
    )


def accepted_as_sound(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each completed compound passed its acceptance by the data date."""
    return judged(
        frames.compounds_completed,
        record="compound",
        met=(pl.col("acceptance") == "合格") & (pl.col("accepted_on") <= frames.as_of),
        shows=("name", "completed_on", "acceptance", "accepted_on"),
    )


def no_harm_confirmed(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each started project is free of confirmed quality and safety events."""
    return judged(
        with_events(frames, frames.projects_started.lazy(), kinds=HARM, by="project"),
        record="project",
        met=none_confirmed(),
        shows=("name", *EVENT_COLUMNS),
    )


INDICATOR = Indicator(
    code="A09",
    title="强化改造质量安全监管",
    short="质量安全",
    group="底线",
    clause="附件一（九）",
    measures=(
        Measure(
            code="A09.1",
            title="质量安全监管机制与参建责任",
            why="监管机制健全、各参建单位责任压实，质量安全才有保障。",
            says="完善城镇老旧小区改造质量安全事中事后监管机制，压实建设单位、设计单位、施工单位、监理单位等参建单位质量安全责任",
            checked=FIRST_READING,
            denominator="当年已开工的项目",
            numerator="所在县区监管机制有效且建设、设计、施工、监理单位均已明确的项目",
            judge=supervised_by_all,
            sheet="projects",
        ),
        Measure(
            code="A09.2",
            title="竣工验收合格",
            why="竣工验收合格，改造工程才能移交使用。",
            says="工程质量符合标准，改造工程竣工验收合格",
            checked=FIRST_READING,
            denominator="当年已完工的小区",
            numerator="截至数据日期竣工验收合格的小区",
            judge=accepted_as_sound,
            sheet="compounds",
        ),
        Measure(
            code="A09.3",
            title="无质量安全问题",
            why="质量安全关系居民生命财产，是不能突破的底线。",
            says="城镇老旧小区改造项目无工程质量安全问题",
            checked=FIRST_READING,
            denominator="当年已开工的项目",
            numerator="当年没有属实的质量问题、安全事故的项目",
            judge=no_harm_confirmed,
            sheet="projects",
            derives=DERIVED,
            events=HARM,
        ),
    ),
)
