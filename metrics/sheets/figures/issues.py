"""整改销号及时

分母：整改期限已到或已销号的各类来源的问题（与A10.1同一判定，不限审计、国务院大督查），另加每个承担当年改造的县区一条报送。
达标：按期整改并已销号；报送一条为已有报送。缺项：与A10.1相同；县区没有报送为“未知”，不当作没有问题。
例：两个问题，一个逾期销号；本县已报送 → 达标2，分母3。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.records.sheets.supervision import ISSUE_SOURCES
from metrics.rules.value import Rules
from metrics.standards.events_confirmed import DERIVED
from metrics.standards.measure import Measure, judged
from metrics.standards.national.a10_issues_rectified import judged_issues

REPORTED = tuple(column for column in DERIVED if column.name == "data_date")


def issues_closed_in_time(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge each issue of any source as A10.1 does, and whether each planning county reported at all."""
    reports = frames.reporting.lazy().select(region="unit", data_date="data_date")
    heard = judged(
        frames.planning_counties.lazy().join(reports, on="region", how="left"),
        record=pl.concat_str("region", pl.lit("报送"), separator=" "),
        met=pl.when(pl.col("data_date").is_not_null()).then(pl.lit(value=True)),
        shows=("data_date",),
    )
    return pl.concat((judged_issues(frames, ISSUE_SOURCES), heard), how="diagonal")


FIGURES = {
    "issues_closed_in_time": Measure(
        code="",
        title="整改销号及时",
        denominator="整改期限已到或已销号的问题，和各县区的报送",
        numerator="按期整改并已销号的问题，和已有的报送",
        judge=issues_closed_in_time,
        sheet="issues",
        derives=REPORTED,
    ),
}
