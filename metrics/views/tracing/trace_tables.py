"""The tables of a traced figure: its measures, its records, those left out, its rules and its sources."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import polars as pl

from metrics.progress.figures import MONEY, RATES
from metrics.records.sheets import BY_NAME
from metrics.sealing.figures import RETURNED
from metrics.sealing.trace import code
from metrics.sealing.tracing.traces import Trace
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    count_column,
    day_column,
    moment_column,
    money_column,
    remark,
    text,
    text_column,
)
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating import indicator_tables, rule_tables
from metrics.views.tracing.trace_words import points_of

EXAMPLES = 5
"""So many records are named beside a reason."""
Names = Mapping[str, str]


def parts_table(trace: Trace) -> DisplayTable:
    """List the measures that a figure is made of, each with its own code."""
    rows = [_part(trace, row) for row in trace.parts.iter_rows(named=True)]
    return DisplayTable(
        "由下列衡量内容得出", PARTS, tuple(line(PARTS, row, key=row["measure"]) for row in rows)
    )


def _part(trace: Trace, row: Row) -> dict[str, Any]:
    won, weight = points_of(row)
    own = code(trace.traced._replace(figure=row["measure"]))
    title = trace.evaluation.standard.title(row["measure"])
    return {**row, "title": title, "won": won, "weighs": weight, "code": own}


def _share(row: Row) -> Cell:
    told = numbers.percent(row["numerator"], row["denominator"])
    write = numbers.wan if row["amounts"] else numbers.count
    unit = "万元" if row["amounts"] else ""
    parts = f"{write(row['numerator'])}/{write(row['denominator'])}{unit}"
    return Cell(told, f"{told}（{parts}）")


def _exact(name: str) -> Callable[[Row], Cell]:
    return lambda row: Cell(row[name], numbers.fixed(row[name], decimals=2), worded=True)


PARTS = (
    text_column("measure", "编号"),
    text_column("title", "衡量内容"),
    Column("share", ("达标率",), Holds.TEXT, _share),
    count_column("unknown", "数据缺失"),
    Column("won", ("得分",), Holds.SCORE, _exact("won")),
    Column("weighs", ("分值",), Holds.SCORE, _exact("weighs")),
    text_column("code", "溯源码"),
)


def records_table(trace: Trace, names: Names, rows: pl.DataFrame) -> DisplayTable:
    """List records that a figure counts, of `trace.records`; of a measure with what decided."""
    if trace.measure is not None:
        return indicator_tables.evidence_rows(rows, measure=trace.measure, names=dict(names))
    columns = _record_columns(trace, names)
    lines = (line(columns, row, key=row["record"]) for row in rows.iter_rows(named=True))
    return DisplayTable("计入的记录", columns, tuple(lines))


def _record_columns(trace: Trace, names: Names) -> tuple[Column, ...]:
    figure = trace.traced.figure.removeprefix(RETURNED)
    part, whole = RATES.get(figure, (figure, ""))
    sides = [("part", "分子" if whole else "计入")] + ([("whole", "分母")] if whole else [])
    make = money_column if part in MONEY else count_column
    unit = "(万元)" if part in MONEY else ""
    return (
        text_column("record", "记录编号"),
        text_column("name", "名称"),
        _region_column(names),
        *(make(side, f"{heading}{unit}") for side, heading in sides),
    )


def _region_column(names: Names) -> Column:
    return Column(
        "region", ("地区",), Holds.TEXT,
        lambda row: text(names.get(row["region"] or "", row["region"])),
    )  # fmt: skip


def excluded_table(trace: Trace) -> DisplayTable:
    """Count the records that are not counted, by reason, with some of their codes."""
    counted = trace.excluded
    if "reason" in counted.columns:
        by_reason = counted.group_by("reason").agg(
            records=pl.len(), some=pl.col("record").sort().head(EXAMPLES).str.join("、")
        )
        rows = by_reason.sort("records", "reason", descending=(True, False)).to_dicts()
    else:
        rows = []
    lines = tuple(line(EXCLUDED, row, key=row["reason"]) for row in rows)
    return DisplayTable(f"未计入的记录（{counted.height}条）", EXCLUDED, lines)


def _some(row: Row) -> Cell:
    return remark(row["some"] + ("等" if row["records"] > EXAMPLES else ""))


EXCLUDED = (
    text_column("reason", "未计入的原因"),
    count_column("records", "记录数"),
    Column("some", ("记录编号",), Holds.TEXT, _some),
)


def rules_table(trace: Trace) -> DisplayTable:
    """List the rules that the figure was computed by."""
    table = rule_tables.listed("所用参数", trace.rules)
    return table.without("note")


def origins_table(origins: pl.DataFrame, names: Names) -> DisplayTable:
    """List the submissions that the records came from: who sent which file when, and where in it they stand."""
    columns = (
        Column(
            "unit", ("报送单位",), Holds.TEXT,
            lambda row: text(names.get(row["unit"], row["unit"])),
        ),
        day_column("data_date", "数据截止日期"),
        moment_column("accepted_at", "接收时间"),
        text_column("file_name", "文件"),
        Column("sheet", ("工作表",), Holds.TEXT, _sheet),
        count_column("records", "记录数"),
        Column("rows", ("所在行",), Holds.TEXT, lambda row: remark(row_words(row["rows"]))),
        Column(
            "sha256", ("文件摘要",), Holds.TEXT,
            lambda row: Cell(row["file_sha256"], row["file_sha256"][:12]),
        ),
    )  # fmt: skip
    lines = (
        line(columns, row, key=f"{row['submission']} {row['sheet']}")
        for row in origins.iter_rows(named=True)
    )
    return DisplayTable("数据来源", columns, tuple(lines))


def _sheet(row: Row) -> Cell:
    named = BY_NAME.get(row["sheet"])
    return text(named.label) if named else Cell("", "（是否报送）")


LONGEST = 6
"""So many runs of rows are written out."""


def row_words(rows: Sequence[int]) -> str:
    """Write rows of a sheet as runs: 第3—7、9行."""
    if not rows:
        return ""
    ends = [after for before, after in pairwise(rows) if after != before + 1]
    starts = [rows[0], *ends]
    lasts = [before for before, after in pairwise(rows) if after != before + 1] + [rows[-1]]
    runs = [
        str(first) if first == last else f"{first}—{last}"
        for first, last in zip(starts, lasts, strict=True)
    ]
    more = f"等{len(rows)}" if len(runs) > LONGEST else ""
    return f"第{'、'.join(runs[:LONGEST])}{more}行"


def shown(trace: Trace) -> dict[str, pl.DataFrame]:
    """Return the records to look at, by heading: of a measure those without data, then those not met; of others all."""
    if trace.measure is None or trace.measure.amounts:
        return {"计入的记录": trace.records}
    met = pl.col("met")
    return {
        "数据缺失的记录": trace.records.filter(met.is_null()),
        "不达标的记录": trace.records.filter(~met),
    }
