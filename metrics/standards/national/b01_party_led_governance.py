"""B01 结合改造完善党建引领城市基层治理机制（建办城〔2021〕50号 附件二（一））

B01.1  分母：当年已开工小区。达标：小区党组织在数据截止日期前（含当日）成立。
       缺项：成立日期空缺为“未知”；填“无”或晚于截止日期为不达标。
       例：截止6月30日，6月30日成立、7月1日成立、填“无”、空缺 → 达标1，分母4，未知1。
B01.2  分母：当年已开工小区。达标：业主委员会（或物业管理委员会）在截止日期前（含当日）成立。
       缺项、例：同B01.1。
B01.3  分母：当年已开工小区。达标：“线上表决”填“是”；只看这一栏，不由表决方式推断。
       缺项：空缺为“未知”，计入分母，不计入达标。
       例：是、否、空 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.measure import Indicator, Measure, judged
from metrics.standards.reviews import FIRST_READING


def party_organised(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each started compound has a party organisation by the data date."""
    return judged(
        frames.compounds_started,
        record="compound",
        met=pl.col("party_branch_on") <= frames.as_of,
        shows=("name", "started_on", "party_branch_on"),
    )


def owners_organised(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each started compound has an owners' committee by the data date."""
    return judged(
        frames.compounds_started,
        record="compound",
        met=pl.col("owners_committee_on") <= frames.as_of,
        shows=("name", "started_on", "owners_committee_on"),
    )


def voted_online(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether residents of each started compound voted online."""
    return judged(
        frames.compounds_started,
        record="compound",
        met=pl.col("online_vote"),
        shows=("name", "started_on", "online_vote"),
    )


INDICATOR = Indicator(
    code="B01",
    title="结合改造完善党建引领城市基层治理机制",
    short="党建引领",
    group="难点",
    clause="附件二（一）",
    measures=(
        Measure(
            code="B01.1",
            title="小区党组织",
            why="有小区党组织引领，居民才能组织起来协商改造中的事项。",
            says="在改造的小区内成立党组织，在改造中由小区党组织引领多种形式基层协商",
            checked=FIRST_READING,
            denominator="当年已开工的小区",
            numerator="截至数据日期已成立小区党组织的小区",
            judge=party_organised,
            sheet="compounds",
        ),
        Measure(
            code="B01.2",
            title="业主委员会",
            why="业主委员会代表业主参与改造，也承接改造后的小区管理。",
            says="坚持党建引领，引导改造的小区选举业主委员会，在改造中业主委员会发挥积极作用",
            checked=FIRST_READING,
            denominator="当年已开工的小区",
            numerator="截至数据日期已成立业主委员会或物业管理委员会的小区",
            judge=owners_organised,
            sheet="compounds",
        ),
        Measure(
            code="B01.3",
            title="线上表决",
            why="线上表决便于居民参加，能够提高协商议事效率。",
            says="引导居民利用“互联网+共建共治共享”等线上手段，对改造中共同决定事项进行表决，提高居民协商议事效率",
            checked=FIRST_READING,
            denominator="当年已开工的小区",
            numerator="已运用线上手段表决改造共同决定事项的小区",
            judge=voted_online,
            sheet="compounds",
        ),
    ),
)
