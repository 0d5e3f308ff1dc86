"""G04 未开工记开工

命中：实际开工已超过规定天数，而开工以来没有影像、没有计量、也没有付款。
      采暖地区冬季停工期的天数不计。付款看项目各来源支付金额之和，影像看开工当日及以后拍摄的本小区影像。
排除：仅做前期工作的；有停工令的。
缺项：没有付款，而影像、计量或支付金额有一项没有报送的，为空缺：不能说没有。
例（45天）：6月1日开工、7月20日三项都没有，已49天，命中；7月10日39天，不命中；有一张影像，不命中。
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import reduce
from operator import add

import polars as pl

from metrics.checks.check import ORDINARY, Check, Exclusion, Judged, day, figure
from metrics.checks.material import Material
from metrics.progress.figures import known_sum
from metrics.records.frames import Frames
from metrics.rules.value import Rules

EARLY, HALTED = "仅前期类项目", "停工令"


def no_trace_of_works(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge whether each compound that began long enough ago left any trace of works."""
    frames, allowed = material.frames, rules["check_g04"]
    started = frames.compounds_started.lazy().select(
        "compound", "project", "region", "name", "started_on"
    )
    heated = frames.sheet("regions").select("region", "heated")
    rows = started.join(heated, on="region", how="left").with_columns(
        days=_days(frames.as_of, _first_day(frames), allowed)
    )
    traced = rows.join(_paid(material), on="project", how="left")
    traced = _seen(material, traced, "photos", "compound", "taken_on")
    traced = _seen(material, traced, "valuations", "project", "valued_on")
    trace = (pl.col("paid") > 0) | pl.col("photos") | pl.col("valuations")
    long = pl.col("days") > allowed["天数"]
    asked = material.asked(traced, EARLY, HALTED, by=("compound", "project"))
    return (Judged("compounds", asked.with_columns(hit=long & ~trace)),)


def _first_day(frames: Frames) -> date:
    """Return the first day on which anything began; the data date where nothing did."""
    begun: list[date] = frames.compounds_started["started_on"].sort().head(1).to_list()
    return begun[0] if begun else frames.as_of


def _days(as_of: date, first: date, allowed: Rules) -> pl.Expr:
    """Count the days since the start, without those of winter where the region heats."""
    since = (pl.lit(as_of) - pl.col("started_on")).dt.total_days()
    (month, day_from), (until, day_to) = allowed["停工起"], allowed["停工止"]
    winters = [
        (date(year, month, day_from), date(year + (month > until), until, day_to))
        for year in range(first.year - 1, as_of.year + 1)
    ]
    idle = [_overlap(as_of, begin, end) for begin, end in winters]
    halted = reduce(add, idle, pl.lit(0, pl.Int64))
    return since - pl.when(pl.col("heated").fill_null(value=False)).then(halted).otherwise(0)


def _overlap(as_of: date, begin: date, end: date) -> pl.Expr:
    """Count the days of a winter after the start, up to the data date."""
    last = min(end, as_of)
    first = pl.max_horizontal(pl.lit(begin), pl.col("started_on") + timedelta(days=1))
    return ((pl.lit(last) - first).dt.total_days() + 1).clip(0)


def _paid(material: Material) -> pl.LazyFrame:
    """Add up what each project paid: a known sum above 0 is a payment, and 0 is none only without blanks."""
    blank = pl.col("paid").null_count() > 0
    known = known_sum(pl.col("paid"))
    return (
        material.frames.sheet("funds")
        .group_by("project")
        .agg(paid=pl.when(~blank | (known > 0)).then(known))
    )


def _seen(material: Material, rows: pl.LazyFrame, name: str, key: str, when: str) -> pl.LazyFrame:
    """Say whether a supplement has anything of a record from its start on; null where none was reported."""
    if not material.holds(name):
        return rows.with_columns(pl.lit(None, pl.Boolean).alias(name))
    latest = (
        material.beside(name)
        .filter(pl.col(when) <= material.frames.as_of)
        .group_by(key)
        .agg(pl.col(when).max().alias(f"{name}_last"))
    )
    seen = (pl.col(f"{name}_last") >= pl.col("started_on")).fill_null(value=False)
    return rows.join(latest, on=key, how="left").with_columns(seen.alias(name))


CHECK = Check(
    code="G04",
    title="未开工记开工",
    what="报了开工，很久没有影像、计量或付款",
    why="已报开工而现场没有动静的，应核实是否真的开了工。",
    formula="开工满规定天数，且开工以来无影像、无计量、无付款",
    filled="开工已{days}天 > {rule[天数]}天，影像0、计量0、付款0",
    asks="{place}“{name}”报{started_on}开工，至数据日期已{days}天（采暖停工期不计），没有影像、计量和付款记录。"
    "请说明现场情况，并补报影像或计量资料。",
    severities=(ORDINARY,),
    judge=no_trace_of_works,
    shows=(day("started_on", "实际开工日期"), figure("days", "已开工天数")),
    innocent=("雨季", "停工令"),
    exclusions=(
        Exclusion("采暖区11-15至3-31停工期顺延"),
        Exclusion("仅前期类项目", EARLY),
        Exclusion("停工令", HALTED),
    ),
    reads=("check_g04",),
    uses=("photos", "valuations"),
    label="建办城〔2021〕4号通报的哈尔滨道外区情形，转载",
)
