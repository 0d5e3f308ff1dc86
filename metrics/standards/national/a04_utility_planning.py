"""A04 加强专营设施改造统筹衔接（建办城〔2021〕50号 附件一（四））

A04.1  分母：范围内全部省级、市级、县级政府。达标：年度计划与水、电、气、信专营计划的衔接文件均有效；
       本地区属北方采暖地区的，还应有热。
       缺项：北方采暖地区一栏空缺时，热的衔接有效即可，否则为“未知”；其余按制度文件的口径。
       例：非采暖地区水电气信齐全；采暖地区缺热的记录；采暖地区热“未建立” → 达标1，分母3，未知1。
A04.2  分母：当年已开工、且有专营设施需改造的小区。
       达标：每一类需改造设施的统筹施工方案日期均不晚于实际开工日期。
       缺项：有一类晚于开工或填“无”即不达标；否则有一类日期空缺为“未知”。
       例：水、气均在开工当日；水在开工次日；水在开工前、气空缺 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames, children_of, numbered
from metrics.records.schema import NEVER, NONE_TEXT, Kind
from metrics.rules.value import Rules
from metrics.standards.instruments_in_force import governments_with
from metrics.standards.measure import Indicator, Measure, derived, every, judged
from metrics.standards.reviews import FIRST_READING

ALWAYS_LINKED = ("专营衔接-水", "专营衔接-电", "专营衔接-气", "专营衔接-信")
HEAT = "专营衔接-热"


def plans_linked(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each government's yearly plan is linked with the utilities' own plans."""
    governments = governments_with(
        frames, levels=("省", "市", "县"), instruments=(*ALWAYS_LINKED, HEAT)
    )
    heat_linked = ~pl.col("heated") | pl.col(HEAT)
    return judged(
        governments,
        record="region",
        met=every(pl.col(name) for name in ALWAYS_LINKED) & heat_linked,
        shows=("name", "heated", *ALWAYS_LINKED, HEAT),
    )


def works_coordinated(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each started compound had a joint scheme for every utility before the start."""
    # One late scheme decides; that all are in time is known only when no date is blank.
    every_date_known = pl.when(pl.col("scheme_blanks") == 0).then(pl.lit(value=True))
    return judged(
        numbered(frames.compounds_started).join(_schemes(frames), on="row", how="inner"),
        record="compound",
        met=(pl.col("latest_scheme_on") <= pl.col("started_on")) & every_date_known,
        shows=("name", "started_on", "joint_schemes"),
    )


def _schemes(frames: Frames) -> pl.LazyFrame:
    """Return each started compound with utilities to renew, its latest joint scheme and all."""
    date = pl.col("joint_scheme_on")
    written = pl.when(date == NEVER).then(pl.lit(NONE_TEXT)).otherwise(date.dt.strftime("%Y-%m-%d"))
    words = pl.concat_str("utility", written.fill_null("未填"))
    return (
        children_of(frames.compounds_started, frames.sheet("facilities").filter("to_renew"))
        .group_by("row")
        .agg(
            latest_scheme_on=date.max(),
            scheme_blanks=date.null_count(),
            joint_schemes=words.sort().str.join("、"),
        )
    )


INDICATOR = Indicator(
    code="A04",
    title="加强专营设施改造统筹衔接",
    short="专营衔接",
    group="底线",
    clause="附件一（四）",
    measures=(
        Measure(
            code="A04.1",
            title="年度计划衔接专营计划",
            why="水电气热信由专营单位分头负责，计划不衔接就会漏改或者重复施工。",
            says="省、市、县年度改造计划均与水电气热信等相关专营设施增设或改造计划有效衔接",
            checked=FIRST_READING,
            denominator="范围内的省、市、县政府",
            numerator="年度改造计划与水电气热信专营计划均已衔接的省、市、县政府",
            judge=plans_linked,
            sheet="regions",
        ),
        Measure(
            code="A04.2",
            title="统筹施工方案",
            why="各类管线统筹施工，才能避免反复开挖、造成扰民。",
            says="对需改造水电气热信等设施的小区，开工改造前就水电气热信等设施形成统筹施工方案",
            checked=FIRST_READING,
            denominator="当年已开工且有专营设施需改造的小区",
            numerator="开工前就各类需改造的专营设施均形成统筹施工方案的小区",
            judge=works_coordinated,
            sheet="compounds",
            derives=(derived("joint_schemes", "各类设施统筹施工方案日期", Kind.TEXT),),
        ),
    ),
)
