"""B04 多渠道筹措改造资金（建办城〔2021〕50号 附件二（四））

B04.1  分母：当年项目的到位资金（分），每个项目的每种来源一条。
       达标：来源为专营单位、产权单位、社会资本、居民直接出资、住房公积金、维修资金、公共收益。
       缺项：到位金额空缺的来源为“未知”，不增加金额，按条数计入未知。
       例：中央财政补助80万元、专营单位20万元、县财政空缺 → 20万元，占100万元，未知1。
B04.2  分母：同B04.1。达标：来源为省、市、县财政和专项债、一般债。缺项：同B04.1。
       例：县财政30万元、中央财政补助70万元 → 30万元，占100万元。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.measure import Indicator, Measure, judged
from metrics.standards.reviews import FIRST_READING

SOCIAL = ("专营单位", "产权单位", "社会资本", "居民直接出资", "住房公积金", "维修资金", "公共收益")
LOCAL = ("省财政", "市财政", "县财政", "专项债", "一般债")


def social_money(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each sum received came from society or residents; amounts in 分."""
    return _received_from(frames, SOCIAL)


def local_money(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each sum received came from local budgets or bonds; amounts in 分."""
    return _received_from(frames, LOCAL)


def _received_from(frames: Frames, sources: tuple[str, ...]) -> pl.LazyFrame:
    owners = frames.projects_of_year.lazy().select("project", "name", "region")
    # A sum that was not reported belongs to neither side of the share.
    reported = pl.when(pl.col("received").is_not_null())
    return judged(
        frames.sheet("funds").join(owners, on="project", how="inner"),
        record=pl.concat_str("project", "source", separator=" "),
        met=reported.then(pl.col("source").is_in(sources)),
        shows=("name", "source", "received"),
        amount=pl.col("received"),
    )


INDICATOR = Indicator(
    code="B04",
    title="多渠道筹措改造资金",
    short="多元筹资",
    group="难点",
    clause="附件二（四）",
    measures=(
        Measure(
            code="B04.1",
            title="社会与居民出资占比",
            why="改造资金不能主要靠中央补助，应由各方合理共担。",
            says="积极引导企业、产权单位（原产权单位）、专业经营单位等社会力量及居民出资",
            checked=FIRST_READING,
            denominator="当年项目的到位资金",
            numerator="专营单位、产权单位、社会资本和居民出资的到位资金",
            judge=social_money,
            sheet="funds",
            amounts=True,
        ),
        Measure(
            code="B04.2",
            title="地方财政与债券占比",
            why="地方安排补助、发行债券，是落实资金共担机制的重要渠道。",
            says="地方政府安排补助资金用于城镇老旧小区改造，积极通过发行地方政府专项债券或一般债券用于城镇老旧小区改造",
            checked=FIRST_READING,
            denominator="当年项目的到位资金",
            numerator="省、市、县财政和专项债、一般债的到位资金",
            judge=local_money,
            sheet="funds",
            amounts=True,
        ),
    ),
)
