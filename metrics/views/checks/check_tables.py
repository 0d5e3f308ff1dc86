"""What the checks ask as tables: the questions, how many by check and by region, and what was not checked."""

from collections.abc import Mapping, Sequence

import polars as pl

from metrics.checks.catalogue import BY_CODE
from metrics.checks.check import HINT, ORDINARY, SERIOUS, SEVERITIES
from metrics.checks.hit import NO_DATA, PARTLY, Checked, Hit
from metrics.views.parts.cells import (
    Row,
    coded_column,
    count_column,
    rate_column,
    remark,
    text_column,
)
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

QUESTIONS, BY_CHECK, BY_REGION, NOT_CHECKED = "询问事项", "按检查项目", "按地区", "未检查的项目"
SIGNALS = {SERIOUS: Signal.BAD, ORDINARY: Signal.FAIR, HINT: Signal.UNKNOWN}
ANSWERED: dict[str, type[pl.DataType]] = {
    "check": pl.String, "region": pl.String, "explained": pl.Boolean,
}  # fmt: skip
"""One row for each question that was answered: whether the answer was in order (有正当理由), so that the check asked
in vain; null where nobody has decided that yet."""
NO_ANSWERS = pl.DataFrame(schema=ANSWERED)
ASKS_ONLY = "命中只询问，不改变得分、等次和名次。"
_WORDS = {SERIOUS: "serious", ORDINARY: "ordinary", HINT: "hints"}
Names = Mapping[str, str]


def questions(hits: Sequence[Hit], names: Names) -> DisplayTable:
    """List the questions of `Checked.hits`, one line each, in their order."""
    columns = (
        Column("severity", ("程度",), Holds.TEXT, _severity),
        text_column("title", "检查"),
        coded_column("region", "地区", words=names),
        text_column("name", "对象"),
        text_column("filled", "依据"),
        text_column("sentence", "询问"),
        text_column("chance", "偶然概率"),
        coded_column("unit", "询问单位", words=names),
    )
    rows = ((hit, {**hit._asdict(), "title": _title(hit.check)}) for hit in hits)
    lines = tuple(line(columns, row, key=hit.identity) for hit, row in rows)
    return DisplayTable(QUESTIONS, columns, lines, ASKS_ONLY)


def by_check(found: Checked, answers: pl.DataFrame = NO_ANSWERS) -> DisplayTable:
    """Tell of each check how much it could check, what it asks, and how often it asked in vain."""
    columns = (
        text_column("title", "检查"),
        text_column("severities", "程度"),
        count_column("checked", "已检查（条）"),
        count_column("hits", "询问（条）"),
        count_column("blanks", "空缺未判（条）"),
        count_column("without", "未检查地区"),
        *_answers(),
    )
    counted = _counted(found.states, answers, "check")
    lines = tuple(
        line(
            columns,
            {**row, "title": _title(code), "severities": "、".join(BY_CODE[code].severities)},
            key=code,
        )
        for code, row in counted.items()
    )
    return DisplayTable(BY_CHECK, columns, lines, _in_vain())


def by_region(found: Checked, names: Names, answers: pl.DataFrame = NO_ANSWERS) -> DisplayTable:
    """Tell of each region what is asked of it, by severity, and how often it was asked in vain."""
    columns = (
        coded_column("region", "地区", words=names),
        count_column("hits", "询问（条）"),
        *(count_column(_WORDS[each], each) for each in SEVERITIES),
        count_column("blanks", "空缺未判（条）"),
        count_column("without", "未检查项目"),
        *_answers(),
    )
    grave = _by_severity(found.hits)
    lines = tuple(
        line(
            columns,
            {**row, **{_WORDS[s]: grave.get((region, s), 0) for s in SEVERITIES}},
            key=region,
        )
        for region, row in _counted(found.states, answers, "region").items()
    )
    return DisplayTable(BY_REGION, columns, lines, _in_vain())


def not_checked(found: Checked) -> DisplayTable:
    """List the checks that could not be made, or only in part: of how many regions, and for want of what."""
    columns = (
        text_column("title", "检查"),
        text_column("state", "情况"),
        count_column("regions", "地区"),
        text_column("missing", "缺少"),
    )
    open_states = found.states.filter(pl.col("state").is_in([NO_DATA, PARTLY]))
    grouped = open_states.group_by("check", "state", "missing").agg(regions=pl.len().cast(pl.Int64))
    rows = grouped.sort("check", "state", "missing").iter_rows(named=True)
    lines = tuple(
        line(columns, {**row, "title": _title(row["check"])}, key=f"{row['check']}:{row['state']}")
        for row in rows
    )
    note = "没有数据的不作为没有问题；报来以后自动检查。"
    return DisplayTable(NOT_CHECKED, columns, lines, note)


def _title(code: str) -> str:
    return f"{code} {BY_CODE[code].title}"


def _severity(row: Row) -> Cell:
    return remark(row["severity"], SIGNALS[row["severity"]])


def _answers() -> tuple[Column, ...]:
    return (
        count_column("answered", "已认定（条）"),
        count_column("explained", "有正当理由（条）"),
        rate_column("in_vain", "误报占比", parts=("explained", "answered")),
    )


def _in_vain() -> str:
    return f"误报占比＝认定有正当理由的询问÷已认定的询问；{ASKS_ONLY}"


def _by_severity(hits: Sequence[Hit]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for hit in hits:
        counts[hit.region, hit.severity] = counts.get((hit.region, hit.severity), 0) + 1
    return counts


def _counted(states: pl.DataFrame, answers: pl.DataFrame, by: str) -> dict[str, dict[str, int]]:
    """Add up states and decided answers by check or by region; a region that is not listed is none of the place."""
    decided = answers.drop_nulls("explained").join(
        states.select("region").unique(), on="region", how="semi"
    )
    told = decided.group_by(by).agg(
        answered=pl.len().cast(pl.Int64), explained=pl.col("explained").sum().cast(pl.Int64)
    )
    sums = states.group_by(by).agg(
        pl.col("checked", "hits", "blanks").sum(),
        without=(pl.col("state") == NO_DATA).sum().cast(pl.Int64),
    )
    table = sums.join(told, on=by, how="left").with_columns(
        pl.col("answered", "explained").fill_null(0)
    )
    return {row[by]: row for row in table.sort(by).iter_rows(named=True)}
