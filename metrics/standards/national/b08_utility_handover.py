"""B08 小区专营设施专业化管理（建办城〔2021〕50号 附件二（八））

B08.1  分母：当年已完工、且至少一类水电气热信设施“需改造”填“是”的小区。
       达标：每一类需改造的设施都在数据截止日期前（含当日）移交产权。
       缺项：有一类移交日期空缺、其余都已移交为“未知”；有一类填“无”或晚于截止日期即不达标。
       例：截止6月30日，水6月30日、电6月1日移交 → 达标；水“无”、电空缺 → 不达标；水6月1日、电空缺 → 未知；
       只有不需改造的设施 → 不计。
"""

import polars as pl

from metrics.records.frames import Frames, children_of, numbered
from metrics.records.schema import Kind
from metrics.rules.value import Rules
from metrics.standards.measure import Indicator, Measure, all_of, derived, judged, listed
from metrics.standards.reviews import FIRST_READING


def handed_over(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether every utility renewed in each completed compound was handed over."""
    return judged(
        numbered(frames.compounds_completed).join(_renewed(frames), on="row", how="inner"),
        record="compound",
        met=pl.col("all_handed_over"),
        shows=("name", "completed_on", "utilities", "utilities_not_over", "utilities_unreported"),
    )


def _renewed(frames: Frames) -> pl.LazyFrame:
    over = pl.col("handed_over_on") <= frames.as_of
    return (
        children_of(frames.compounds_completed, frames.sheet("facilities").filter("to_renew"))
        .group_by("row")
        .agg(
            all_handed_over=all_of(over),
            utilities=listed(pl.col("utility")),
            utilities_not_over=listed(pl.col("utility").filter(~over)),
            utilities_unreported=listed(pl.col("utility").filter(over.is_null())),
        )
    )


INDICATOR = Indicator(
    code="B08",
    title="小区专营设施专业化管理",
    short="设施移交",
    group="难点",
    clause="附件二（八）",
    measures=(
        Measure(
            code="B08.1",
            title="专营设施移交",
            why="设施由专业经营单位维护管理，才能保住改造成果、守牢运行安全底线。",
            says="将改造后小区公共区域的水电气热信等专营设施设备产权依照法定程序移交给专业经营单位，由其负责维护管理",
            checked=FIRST_READING,
            denominator="当年已完工且有需改造专营设施的小区",
            numerator="需改造的专营设施产权已全部移交的小区",
            judge=handed_over,
            sheet="compounds",
            derives=(
                derived("utilities", "需改造设施", Kind.TEXT),
                derived("utilities_not_over", "未移交设施", Kind.TEXT),
                derived("utilities_unreported", "未报送移交情况的设施", Kind.TEXT),
            ),
        ),
    ),
)
