"""G29 验收归档缺

命中：验收超过规定天数，五类档案（基本情况、居民意愿、改造方案、工程进度、前后对比）有填“否”的。
排除：无。
缺项：没有填“否”而有空缺的，为空缺；没有验收日期的不检查。
例（90天）：3月1日验收、6月1日（92天）前后对比填“否”，命中；5月30日，90天，不命中；五类都填“是”，不命中。
"""

from collections.abc import Sequence

import polars as pl

from metrics.checks.check import ORDINARY, Check, Judged, day, figure, words
from metrics.checks.material import Material
from metrics.rules.value import Rules

FILES = {
    "archive_basics": "基本情况",
    "archive_wishes": "居民意愿",
    "archive_scheme": "改造方案",
    "archive_progress": "工程进度",
    "archive_before_after": "前后对比",
}


def file_not_complete(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge whether the file of each accepted compound is whole some time after it was accepted."""
    frames = material.frames
    days = (pl.lit(frames.as_of) - pl.col("accepted_on")).dt.total_days()
    rows = (
        frames.compounds_of_year.lazy()
        .filter(frames.happened("accepted_on"))
        .select("compound", "project", "region", "name", "accepted_on", *FILES, days=days)
    )
    whole = pl.all_horizontal(*FILES)
    missing = pl.concat_list(
        pl.when(~pl.col(name)).then(pl.lit(label)) for name, label in FILES.items()
    )
    told = (missing.list.drop_nulls().list.join("、").alias("missing"),)
    hit = (pl.col("days") > rules["check_g29"]["天数"]) & ~whole
    return (Judged("compounds", rows.with_columns(hit=hit), told),)


CHECK = Check(
    code="G29",
    title="验收归档缺",
    what="验收很久了，档案还不齐",
    why="档案不齐，结算、审计和以后的管理都没有依据。",
    formula="验收满规定天数，五类档案不齐",
    filled="{accepted_on}验收，已{days}天 > {rule[天数]}天；缺：{missing}",
    asks="{place}“{name}”{accepted_on}验收，至数据日期已{days}天，档案还缺{missing}。请说明归档进展和完成时间。",
    severities=(ORDINARY,),
    judge=file_not_complete,
    shows=(
        day("accepted_on", "验收日期"),
        figure("days", "已过天数"),
        words("missing", "缺少的档案"),
    ),
    innocent=("资料在监理或档案馆",),
    reads=("check_g29",),
    label="太和县2023年审计情况，转载",
)
