"""The reporting mirror (报送镜像) as a table: how each unit reports."""

from collections.abc import Mapping

import polars as pl

from metrics.views.parts.cells import coded_column, count_column, rate_column, text_column
from metrics.views.parts.table import DisplayTable, line

MIRRORED = "报送镜像"


def mirrored(table: pl.DataFrame, names: Mapping[str, str]) -> DisplayTable:
    """List what `metrics.checks.mirror.mirror` found, one line for each unit."""
    columns = (
        coded_column("unit", "报送单位", words=names),
        count_column("sent", "应报期次已报"),
        rate_column("on_last_day_share", "末日报送占比", parts=("on_last_day", "sent")),
        rate_column("late_share", "逾期报送占比", parts=("late", "sent")),
        count_column("edits", "更正（处）"),
        rate_column("late_edits_share", "截止后更正占比", parts=("late_edits", "edits")),
        count_column("improved", "截止后更正", "提高得分"),
        count_column("worsened", "截止后更正", "降低得分"),
        count_column("untold", "截止后更正", "不能分清"),
        text_column("chance", "偏向的偶然概率"),
        count_column("filled", "补报空缺（处）"),
        rate_column("filled_late_share", "截止后补报占比", parts=("filled_late", "filled")),
    )
    lines = tuple(line(columns, row, key=row["unit"]) for row in table.iter_rows(named=True))
    note = "供单位自己对照，不评价单位，不计入得分。偏向的偶然概率为符号检验（双侧、精确）。"
    return DisplayTable(MIRRORED, columns, lines, note)
