"""A07 改造方案充分征求居民意见（建办城〔2021〕50号 附件一（七））

A07.1  分母：列入当年计划的小区。达标：参与率（参与征询户数占户数）、同意率均不低于当地下限，且意愿征询
       完成不晚于列入计划之日。同意率的基数（参与户数或总户数）取自参数集。
       缺项：有一条不够即不达标；否则任一栏空缺为“未知”。参与征询0户为不达标。
       例（75%、75%）：100户参与80户同意60户；同意59户；参与户数空缺 → 达标1，分母3，未知1。
A07.2  分母：当年已开工小区。达标：方案同意户数占户数不低于当地下限，且表决不晚于实际开工之日。
       缺项：同上。
       例（70%）：100户同意70户、开工当日表决；同意69户；表决日期空缺 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.measure import Indicator, Measure, at_least, judged
from metrics.standards.reviews import FIRST_READING

CONSENT_BASES = {"participants": "consulted_households", "households": "households"}


def consensus_reached(frames: Frames, rules: Rules) -> pl.LazyFrame:
    """Judge whether residents of each compound in plan took part and agreed before the plan."""
    base = CONSENT_BASES[rules["consent_base"]]
    return judged(
        frames.compounds_in_plan,
        record="compound",
        met=at_least("consulted_households", of="households", share=rules["participation_min"])
        & at_least("consenting_households", of=base, share=rules["consent_min"])
        & (pl.col("consulted_on") <= pl.col("planned_on")),
        shows=(
            "name", "households", "consulted_households", "consenting_households",
            "consulted_on", "planned_on",
        ),
    )  # fmt: skip


def scheme_voted(frames: Frames, rules: Rules) -> pl.LazyFrame:
    """Judge whether enough households of each started compound voted for the scheme in time."""
    return judged(
        frames.compounds_started,
        record="compound",
        met=at_least("scheme_votes", of="households", share=rules["scheme_vote_min"])
        & (pl.col("scheme_voted_on") <= pl.col("started_on")),
        shows=("name", "households", "scheme_votes", "scheme_voted_on", "started_on"),
    )


INDICATOR = Indicator(
    code="A07",
    title="改造方案充分征求居民意见",
    short="征求意见",
    group="底线",
    clause="附件一（七）",
    measures=(
        Measure(
            code="A07.1",
            title="纳入计划的居民共识",
            why="居民没有形成共识就列入计划，后续表决、施工和管理都难以推进。",
            says="纳入年度改造计划的小区，居民应对小区实施改造形成共识，参与率、同意率达到当地规定比例",
            checked=FIRST_READING,
            denominator="列入当年计划的小区",
            numerator="列入计划前居民参与率、同意率均达到当地下限的小区",
            judge=consensus_reached,
            sheet="compounds",
            reads=("participation_min", "consent_min", "consent_base"),
        ),
        Measure(
            code="A07.2",
            title="方案表决",
            why="改什么、怎么改，应在开工前由居民依法表决决定。",
            says="开工改造前，小区改造方案应经法定比例以上居民书面（线上）表决同意",
            checked=FIRST_READING,
            denominator="当年已开工的小区",
            numerator="开工前改造方案经当地规定比例以上居民表决同意的小区",
            judge=scheme_voted,
            sheet="compounds",
            reads=("scheme_vote_min",),
        ),
    ),
)
