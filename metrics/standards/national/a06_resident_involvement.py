"""A06 健全动员居民参与机制（建办城〔2021〕50号 附件一（六））

A06.1  分母：范围内全部市级、县级政府。达标：街道社区职责分工截至数据日期已印发且未废止。
       缺项：没有记录或没有印发日期为“未知”。
       例：已印发；“未建立”；没有记录 → 达标1，分母3，未知1。
A06.2  分母：当年已开工小区。达标：居民参与方案制定、配合施工、参与过程监督；截至数据日期已完工的，还应
       参与后续管理、评价反馈。
       缺项：有一项填“否”即不达标；否则应看的任一栏空缺为“未知”。
       例：在建、前三项“是”后两项空缺；在建、配合施工“否”；完工、评价反馈空缺 → 达标1，分母3，未知1。
A06.3  分母：当年截至数据日期完工的小区，不论列入哪一年计划。
       达标：有效答卷数占户数不低于调查率下限，满意答卷数占有效答卷数不低于满意率下限。
       缺项：答卷数为0即不达标；空缺且另一项已达到的为“未知”。
       例（75%、80%）：100户答卷75份满意60份；满意59份；答卷数空缺 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.instruments_in_force import governments_with
from metrics.standards.measure import Indicator, Measure, at_least, judged
from metrics.standards.reviews import FIRST_READING, WHOLE_CLAUSE

DUTIES = "街道社区职责分工"
DURING_WORKS = ("took_part_scheme", "took_part_works", "took_part_oversight")
AFTER_WORKS = ("took_part_aftercare", "took_part_feedback")


def duties_divided(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each city and county has divided the duties of streets and communities."""
    return judged(
        governments_with(frames, levels=("市", "县"), instruments=(DUTIES,)),
        record="region",
        met=pl.col(DUTIES),
        shows=("name", DUTIES),
    )


def residents_involved(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether residents took part in each stage that a started compound has reached."""
    during, after = pl.all_horizontal(DURING_WORKS), pl.all_horizontal(AFTER_WORKS)
    return judged(
        frames.compounds_started,
        record="compound",
        met=during & (~frames.happened("completed_on") | after),
        shows=("name", *DURING_WORKS, "completed_on", *AFTER_WORKS),
    )


def residents_satisfied(frames: Frames, rules: Rules) -> pl.LazyFrame:
    """Judge whether enough residents of each compound completed in the year answered, satisfied."""
    return judged(
        frames.compounds.lazy().filter(frames.year_of("completed_on")),
        record="compound",
        met=at_least("survey_responses", of="households", share=rules["survey_rate_min"])
        & at_least("survey_satisfied", of="survey_responses", share=rules["satisfaction_min"]),
        shows=("name", "completed_on", "households", "survey_responses", "survey_satisfied"),
    )


INDICATOR = Indicator(
    code="A06",
    title="健全动员居民参与机制",
    short="居民参与",
    group="底线",
    clause="附件一（六）",
    measures=(
        Measure(
            code="A06.1",
            title="街道社区职责分工",
            why="动员居民要靠街道、社区，职责不明确，工作就落不到小区。",
            says="市、县均明确街道、社区在推动城镇老旧小区改造中的职责分工",
            checked=FIRST_READING,
            denominator="范围内的市、县政府",
            numerator="已明确街道、社区职责分工的市、县政府",
            judge=duties_divided,
            sheet="regions",
        ),
        Measure(
            code="A06.2",
            title="居民参与机制",
            why="居民参与改造全过程，才能避免政府干、群众看。",
            says=(
                "实施改造的小区健全动员居民参与机制，发动居民参与改造方案制定、配合施工、参与过程监督和后"
                "续管理、评价与反馈小区改造效果"
            ),
            checked=WHOLE_CLAUSE,
            denominator="当年已开工的小区",
            numerator="居民参与改造各阶段的小区",
            judge=residents_involved,
            sheet="compounds",
        ),
        Measure(
            code="A06.3",
            title="完工小区满意度",
            why="改造成效以人民群众满意度和受益程度为衡量标准。",
            says="当年完工小区群众满意度",
            checked=FIRST_READING,
            denominator="当年完工的小区",
            numerator="满意度调查率、满意率均达到当地下限的小区",
            judge=residents_satisfied,
            sheet="compounds",
            reads=("survey_rate_min", "satisfaction_min"),
        ),
    ),
)
