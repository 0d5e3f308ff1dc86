"""G05 表决前开工、先开后批

命中：实际开工早于方案表决、联合审查批复、最早一份施工合同签订中的任何一个。
      表决日期填“无”的，视为没有表决过，命中。
排除：应急抢险类（燃气、危墙）有应急批文的。
缺项：已知的都不晚于开工，而表决或批复日期有空缺的，为空缺。没有报送合同资料的，不看合同。
例：3月1日开工、3月5日表决，命中；3月5日开工、3月5日表决，不命中；有应急批文，不检查。
"""

from collections.abc import Sequence

import polars as pl

from metrics.checks.check import SERIOUS, Check, Exclusion, Judged, day
from metrics.checks.material import Material
from metrics.rules.value import Rules
from metrics.standards.measure import either

URGENT = "应急抢险"


def begun_before_consent(material: Material, _rules: Rules) -> Sequence[Judged]:
    """Judge whether each compound began before its vote, its approval or its contract."""
    frames = material.frames
    approved = frames.sheet("projects").select("project", "review_approved_on")
    rows = frames.compounds_started.lazy().select(
        "compound", "project", "region", "name", "started_on", "scheme_voted_on"
    )
    rows = rows.join(approved, on="project", how="left").join(
        _signed(material), on="project", how="left"
    )
    dates = ["scheme_voted_on", "review_approved_on"]
    dates += ["signed_on"] if material.holds("contracts") else []
    asked = material.asked(rows, URGENT, by=("compound", "project"))
    hit = either(pl.col("started_on") < pl.col(each) for each in dates)
    return (Judged("compounds", asked.with_columns(hit=hit)),)


def _signed(material: Material) -> pl.LazyFrame:
    return material.beside("contracts").group_by("project").agg(pl.col("signed_on").min())


CHECK = Check(
    code="G05",
    title="表决前开工/先开后批",
    what="开工早于居民表决、联合审查批复或合同签订",
    why="方案未经居民表决、批复就开工，居民意愿和审查都成了补手续。",
    formula="实际开工日期早于方案表决、联合审查批复、施工合同签订中的任何一个",
    filled="开工{started_on}；表决{scheme_voted_on}，批复{review_approved_on}，合同{signed_on}",
    asks="{place}“{name}”{started_on}开工，方案表决日期：{scheme_voted_on}；联合审查批复日期：{review_approved_on}；"
    "合同签订日期：{signed_on}。请说明先开工的原因；日期填错的请更正，应急抢险的请附批文。",
    severities=(SERIOUS,),
    judge=begun_before_consent,
    shows=(
        day("started_on", "实际开工日期"), day("scheme_voted_on", "方案表决日期"),
        day("review_approved_on", "联合审查批复日期"), day("signed_on", "合同签订日期"),
    ),
    innocent=("补录日期误填",),
    exclusions=(Exclusion("应急抢险类（燃气、危墙）有应急批文", URGENT),),
    uses=("contracts",),
    label="建办城〔2021〕4号通报情形，转载；合同一项为推断",
)  # fmt: skip
