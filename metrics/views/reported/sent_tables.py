"""Submissions as tables: the list of all, and what one of them was and became."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from metrics.records.reports import ADJUSTED, COUNTS, DIVISIONS, PART, WHOLE, Submission
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    count_column,
    day_column,
    moment_column,
    number_column,
    remark,
    text,
    text_column,
)
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, Line, line

KINDS = {WHOLE: "全量", PART: "增量", DIVISIONS: "区划名单", ADJUSTED: "区划调整"}
WITHDRAWN, UNDONE = "撤销", "撤回"
FACTS = ("unit", "name", "data_date", "accepted_at", "sent_by", "kind", "file_name", *COUNTS, "state",
         "file_sha256")  # fmt: skip
FACT = (
    text_column("label", "项目"),
    Column("content", ("内容",), Holds.TEXT, lambda r: r["content"]),
)
Names = Mapping[str, str]
TakenBack = Mapping[int, int]
"""By the number of a submission that was taken back, that of the one which did so."""


def taken_back(every: Iterable[Submission]) -> dict[int, int]:
    """Return which submissions were taken back by which, among all there are."""
    return {each.undoes: each.id for each in every if each.undoes is not None}


def submissions(listed: Iterable[Submission], names: Names, by: TakenBack) -> DisplayTable:
    """List accepted submissions as given, with what each changed; `names` are the units' by code."""
    columns = _columns(names, by)
    lines = tuple(line(columns, asdict(each), key=str(each.id)) for each in listed)
    return DisplayTable("报送记录", columns, lines)


def facts(one: Submission, names: Names, by: TakenBack) -> DisplayTable:
    """Write what one submission was and became, a line for each thing."""
    columns = {column.name: column for column in _columns(names, by)}
    lines = tuple(_fact(columns[name], one) for name in FACTS)
    return DisplayTable(f"报送{one.id}", FACT, lines)


def _fact(column: Column, one: Submission) -> Line:
    whole = column.name == "file_sha256"
    written = remark(one.file_sha256) if whole else column.cell(asdict(one))
    content = remark(written.text or numbers.MISSING, written.signal)
    return line(FACT, {"label": column.label, "content": content}, key=column.name)


def _columns(names: Names, by: TakenBack) -> tuple[Column, ...]:
    return (
        number_column("id", "编号"),
        day_column("data_date", "数据截止日期"),
        text_column("unit", "报送单位"),
        Column("name", ("名称",), Holds.TEXT, lambda row: text(names.get(row["unit"]))),
        moment_column("accepted_at", "接收时间"),
        text_column("sent_by", "报送人"),
        Column("kind", ("方式",), Holds.TEXT, _kind),
        text_column("file_name", "文件"),
        *(count_column(name, heading) for name, heading in COUNTS.items()),
        Column("state", ("撤回情况",), Holds.TEXT, lambda row: _state(row, by)),
        Column("file_sha256", ("文件摘要",), Holds.TEXT, _digest),
    )


def _kind(row: Row) -> Cell:
    if row["undoes"] is not None:
        return remark(UNDONE)
    withdrawn = row["kind"] == WHOLE and not (row["added"] or row["changed"] or row["unchanged"])
    return remark(WITHDRAWN if withdrawn else KINDS[row["kind"]])


def _state(row: Row, by: TakenBack) -> Cell:
    if row["undoes"] is not None:
        return remark(f"撤回编号{row['undoes']}")
    if row["id"] in by:
        return remark(f"已撤回（编号{by[row['id']]}）", Signal.WATCH)
    return remark("")


def _digest(row: Row) -> Cell:
    return Cell(row["file_sha256"], row["file_sha256"][:12])
