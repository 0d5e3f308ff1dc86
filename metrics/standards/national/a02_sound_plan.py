"""A02 科学合理确定改造计划（建办城〔2021〕50号 附件一（二））

A02.1  分母：当年有小区列入计划的县区（不设县区的市视同县区）。
       达标：列入计划小区数不超过组织实施能力，计划总投资不超过资金筹措能力（相等为不超过），且未新增
       隐性债务、未层层下指标。计划总投资为有小区列入当年计划的当年项目之和。
       缺项：没有年度能力记录视同各栏空缺；个别项目计划总投资空缺的，已报部分超过资金筹措能力即不达标，
       未超过为“未知”。
       例：能力2个、计划2个；能力2个、计划3个；组织实施能力空缺 → 达标1，分母3，未知1。
A02.2  分母：列入当年计划的小区。达标：建成年份不晚于规定上限，不在征收拆迁范围，未享受其他改造政策。
       缺项：有一项不符合即不达标；否则任一栏空缺为“未知”。
       例：上限2000年，2000年、2001年、空缺三个小区 → 达标1，分母3，未知1。
A02.3  分母：同A02.1。达标：当年截至数据日期没有属实的随意拆除老建筑、搬迁居民、砍伐老树事件。
       缺项：没有属实事件、但该县区尚未报送的，为“未知”；待核、不实不影响结论。
       例：已报送且无事件；属实1起；未报送 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.records.schema import Kind
from metrics.rules.value import Rules
from metrics.standards.events_confirmed import DERIVED, EVENT_COLUMNS, none_confirmed, with_events
from metrics.standards.measure import Indicator, Measure, derived, judged
from metrics.standards.reviews import FIRST_READING, WHOLE_CLAUSE

WANTON = ("随意拆除老建筑", "搬迁居民", "砍伐老树")


def within_capacity(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each county's plan stays within what it can fund and deliver; money in 分."""
    plans = frames.planning_counties.lazy().join(_planned(frames), on="region", how="inner")
    capacity = frames.sheet("capacities").filter(pl.col("year") == frames.year)
    # The reported part of a sum may already exceed the limit; that it does not is known only
    # when nothing is blank, so blanks join the conjunction as an unknown.
    whole_sum_known = pl.when(pl.col("investment_blanks") == 0).then(pl.lit(value=True))
    affordable = (pl.col("planned_investment") <= pl.col("funding_capacity")) & whole_sum_known
    return judged(
        plans.join(capacity, on="region", how="left"),
        record="region",
        met=(pl.col("planned_compounds") <= pl.col("delivery_capacity"))
        & affordable
        & ~pl.col("new_hidden_debt")
        & ~pl.col("quota_pushed_down"),
        shows=(
            "name", "planned_compounds", "delivery_capacity", "planned_investment",
            "investment_blanks", "funding_capacity", "new_hidden_debt", "quota_pushed_down",
        ),
    )  # fmt: skip


def _planned(frames: Frames) -> pl.LazyFrame:
    """Add up each county's plan: compounds, investment reported (分), projects that left it blank."""
    compounds = frames.compounds_in_plan.lazy()
    projects = frames.projects_of_year.lazy().join(compounds, on="project", how="semi")
    invested = projects.group_by("region").agg(
        pl.col("planned_investment").sum(),
        investment_blanks=pl.col("planned_investment").null_count().cast(pl.Int64),
    )
    counted = compounds.group_by("region").agg(planned_compounds=pl.len().cast(pl.Int64))
    return counted.join(invested, on="region", how="inner")


def eligible(frames: Frames, rules: Rules) -> pl.LazyFrame:
    """Judge whether each compound in plan is one that the programme is for."""
    return judged(
        frames.scan_of_year().filter(frames.happened("planned_on")),
        record="compound",
        met=(pl.col("built_year") <= rules["built_year_max"])
        & ~pl.col("demolition_listed")
        & ~pl.col("renovated_elsewhere"),
        shows=("name", "built_year", "demolition_listed", "renovated_elsewhere"),
    )


def nothing_wanton(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each county is free of confirmed wanton demolition, removal and felling."""
    return judged(
        with_events(frames, frames.planning_counties.lazy(), kinds=WANTON, by="region"),
        record="region",
        met=none_confirmed(),
        shows=("name", *EVENT_COLUMNS),
    )


INDICATOR = Indicator(
    code="A02",
    title="科学合理确定改造计划",
    short="计划合理",
    group="底线",
    clause="附件一（二）",
    measures=(
        Measure(
            code="A02.1",
            title="计划不超能力",
            why="计划超出资金和实施能力，容易留下“半拉子”工程和隐性债务。",
            says=(
                "确定年度改造计划从当地实际出发，尽力而为、量力而行，未层层下指标、搞“一刀切”，未超过当"
                "地资金筹集能力、组织实施能力，未盲目举债铺摊子、增加政府隐性债务"
            ),
            checked=WHOLE_CLAUSE,
            denominator="当年有小区列入计划的县区",
            numerator="计划未超过组织实施能力和资金筹措能力，未新增隐性债务、未层层下指标的县区",
            judge=within_capacity,
            sheet="regions",
            derives=(
                derived("planned_compounds", "列入计划小区数", Kind.COUNT),
                derived("planned_investment", "列入计划项目的计划总投资(万元)", Kind.MONEY),
                derived("investment_blanks", "未填计划总投资的项目数", Kind.COUNT),
            ),
        ),
        Measure(
            code="A02.2",
            title="对象符合条件",
            why="改造资金有限，应当用在符合条件的老旧小区上。",
            says="未将不符合当地城镇老旧小区改造对象条件的小区纳入改造计划",
            checked=FIRST_READING,
            denominator="列入当年计划的小区",
            numerator="建成年份、征收拆迁、其他改造政策三方面均符合改造对象条件的小区",
            judge=eligible,
            sheet="compounds",
            reads=("built_year_max",),
        ),
        Measure(
            code="A02.3",
            title="不乱拆乱迁乱砍",
            why="改造不是拆建，拆掉的老建筑、砍掉的老树无法恢复。",
            says="未以城镇老旧小区改造为名，随意拆除老建筑、搬迁居民、砍伐老树",
            checked=FIRST_READING,
            denominator="当年有小区列入计划的县区",
            numerator="当年没有属实的随意拆除老建筑、搬迁居民、砍伐老树事件的县区",
            judge=nothing_wanton,
            sheet="regions",
            derives=DERIVED,
            events=WANTON,
        ),
    ),
)
