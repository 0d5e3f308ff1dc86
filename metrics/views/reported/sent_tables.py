"""Submissions as tables: the list of all, and what one of them was and became."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType

from metrics.records.findings import CellError, Severity
from metrics.records.reports import COUNTS, KINDS, WHOLE, Submission
from metrics.reporting.review.standing import Reviewed
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    coded_column,
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
from metrics.views.reported import review_tables, submission_tables

WITHDRAWN, UNDONE = "撤销", "撤回"
FACTS = ("name", "unit", "data_date", "accepted_at", "sent_by", "kind", "file_name", *COUNTS, "warned",
         "review", "state")  # fmt: skip
FACT = (
    text_column("label", "项目"),
    Column("content", ("内容",), Holds.TEXT, lambda r: r["content"]),
)
Names = Mapping[str, str]
States = Mapping[int, Reviewed]
"""How submissions stand in review, by their numbers."""
NOT_REVIEWED: States = MappingProxyType({})
TakenBack = Mapping[int, int]
"""By the number of a submission that was taken back, that of the one which did so."""


def taken_back(every: Iterable[Submission]) -> dict[int, int]:
    """Return which submissions were taken back by which, among all there are."""
    return {each.undoes: each.id for each in every if each.undoes is not None}


def submissions(
    listed: Iterable[Submission], names: Names, by: TakenBack, states: States = NOT_REVIEWED
) -> DisplayTable:
    """List accepted submissions as given, with what each changed; `names` are the units' by code.

    `states` are how those stand in review that are reviewed; where none is, there is no such column.
    """
    columns = _columns(names, by, states)
    lines = tuple(line(columns, asdict(each), key=str(each.id)) for each in listed)
    return DisplayTable("报送记录", columns, lines)


def sum_words(listed: Sequence[Submission], by: TakenBack) -> str:
    """Say how many reports stand among those listed, and what else is on the list."""
    standing = [each for each in listed if not each.reports_nothing and each.undoes is None]
    valid = sum(each.id not in by for each in standing)
    back = len(standing) - valid
    other = len(listed) - len(standing)
    more = [f"已撤回的报送{back}次"] * bool(back) + [f"撤销、撤回等办理记录{other}条"] * bool(other)
    return f"有效报送{valid:,}次{'，另列有' if more else ''}{'、'.join(more)}"


def warnings(one: Submission, found: Sequence[CellError]) -> DisplayTable:
    """List the warnings that the sender of one submission was given."""
    more = (one.warned or 0) - len(found)
    note = f"另有{more}条未留存，重新检查原件可见。" if more > 0 else ""
    table = submission_tables.findings(Severity.WARN, found)
    return table._replace(title=f"报送时的提示（{one.warned or 0}条）", note=note)


def facts(
    one: Submission, names: Names, by: TakenBack, states: States = NOT_REVIEWED
) -> DisplayTable:
    """Write what one submission was and became, a line for each thing."""
    columns = {column.name: column for column in _columns(names, by, states)}
    digest = text_column("file_sha256", "文件摘要（核对用）")
    told = (*(columns[name] for name in FACTS if name in columns), digest)
    lines = tuple(_fact(column, one) for column in told)
    return DisplayTable(f"第{one.id}号报送", FACT, lines)


def _fact(column: Column, one: Submission) -> Line:
    written = column.cell(asdict(one))
    content = remark(written.text or numbers.MISSING, written.signal)
    return line(FACT, {"label": column.label, "content": content}, key=column.name)


def _columns(names: Names, by: TakenBack, states: States) -> tuple[Column, ...]:
    """Return the columns, first what a narrow screen has room for: whose, of when, what came of it."""
    review = Column(
        "review", ("审核",), Holds.TEXT, lambda row: review_tables.state_cell(states.get(row["id"]))
    )
    return (
        Column("name", ("报送单位",), Holds.TEXT, lambda row: text(names.get(row["unit"]))),
        day_column("data_date", "数据截止日期"),
        *([review] if states else []),
        Column("kind", ("方式",), Holds.TEXT, _kind),
        *(count_column(name, heading) for name, heading in COUNTS.items()),
        count_column("warned", "提示"),
        Column("state", ("撤回情况",), Holds.TEXT, lambda row: _state(row, by)),
        moment_column("accepted_at", "接收时间"),
        text_column("sent_by", "报送人"),
        text_column("file_name", "文件"),
        number_column("id", "编号"),
        coded_column("unit", "行政区划代码", words={}),
    )


def _kind(row: Row) -> Cell:
    if row["undoes"] is not None:
        return remark(UNDONE)
    withdrawn = row["kind"] == WHOLE and not (row["added"] or row["changed"] or row["unchanged"])
    return remark(WITHDRAWN if withdrawn else KINDS[row["kind"]])


def _state(row: Row, by: TakenBack) -> Cell:
    if row["undoes"] is not None:
        return remark(f"撤回第{row['undoes']}号报送")
    if row["id"] in by:
        return remark(f"已被第{by[row['id']]}号撤回", Signal.WATCH)
    return remark("")
