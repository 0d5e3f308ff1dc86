"""Review of submissions (审核) as tables and sentences: what waits, what was decided, where it is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from metrics.days.beijing import moment
from metrics.reporting.review.decisions import Decision, Review
from metrics.reporting.review.standing import Reviewed, State
from metrics.reporting.turns import behind
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    count_column,
    day_column,
    moment_column,
    number_column,
    remark,
    text_column,
)
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

Names = Mapping[str, str]
DECISIONS = {
    Decision.ACCEPTED: "审核通过",
    Decision.RETURNED: "退回",
    Decision.RECALLED: "报送单位撤回",
}
SIGNALS = {
    State.SENT: Signal.WATCH,
    State.CITY: Signal.WATCH,
    State.PROVINCE: Signal.GOOD,
    State.RETURNED: Signal.BAD,
    State.RECALLED: None,
    State.REPLACED: None,
}


def state_cell(one: Reviewed | None) -> Cell:
    """Write how a submission stands in review; blank where nobody reviews it.

    What counts is good, whichever level had the last word.
    """
    if one is None:
        return remark("")
    return remark(one.state, Signal.GOOD if one.counts else SIGNALS[one.state])


def waiting(listed: Sequence[Reviewed], names: Names, today: date) -> DisplayTable:
    """List what waits for a decision, as given, with how long it has waited."""
    lines = tuple(
        line(WAITING, _row(each, names, today), key=str(each.submission.id)) for each in listed
    )
    return DisplayTable("待审核的报送", WAITING, lines)


def _row(one: Reviewed, names: Names, today: date) -> dict[str, Any]:
    sent = one.submission
    return {
        "name": names.get(sent.unit, sent.unit),
        "data_date": sent.data_date,
        "state": state_cell(one),
        "waited": waited(one, today),
        "due": one.due,
        "late": late_cell(one, today),
        "warned": sent.warned,
        "asked": len(sent.questions),
        "sent_by": sent.sent_by,
        "accepted_at": sent.accepted_at,
        "turn": names.get(str(one.turn), str(one.turn)),
        "id": sent.id,
    }


def waited(one: Reviewed, today: date) -> int | None:
    """Return how many working days whose turn it is has had it."""
    return None if one.since is None else max(behind(one.since, today).workdays, 0)


def late_cell(one: Reviewed, today: date) -> Cell:
    """Say how far beyond its deadline a decision is."""
    late = overdue(one, today)
    return remark(f"逾期{late}个工作日", Signal.BAD) if late else remark("")


def overdue(one: Reviewed, today: date) -> int:
    """Return by how many working days a decision is late; 0 where it is in time."""
    return 0 if one.due is None else max(behind(one.due, today).workdays, 0)


def trail(one: Reviewed, names: Names) -> DisplayTable:
    """List the decisions on a submission, the first first."""
    lines = tuple(line(TRAIL, _decided(each, names), key=str(each.id)) for each in one.reviews)
    return DisplayTable("审核记录", TRAIL, lines)


def _decided(review: Review, names: Names) -> dict[str, Any]:
    return {
        "at": review.at,
        "reviewer": names.get(review.reviewer, review.reviewer),
        "decision": DECISIONS[Decision(review.decision)],
        "reason": review.reason or None,
        "by": review.by,
    }


def objections(one: Reviewed) -> DisplayTable:
    """List the places that whoever returned a submission objected to."""
    rows = [
        {"sheet": each.sheet, "cell": each.cell, "label": each.label, "words": each.message}
        for each in one.objections
    ]
    lines = tuple(line(OBJECTIONS, row, key=str(at)) for at, row in enumerate(rows))
    return DisplayTable(f"要求更正的单元格（{len(rows)}处）", OBJECTIONS, lines)


def where_words(one: Reviewed, names: Names, today: date) -> str:
    """Say where a submission is: whose turn it is and until when, or what became of it."""
    if one.turn is not None and one.due is not None:
        late = overdue(one, today)
        more = f"，已逾期{late}个工作日" if late else ""
        return (
            f"{one.state}，待{names.get(one.turn, one.turn)}审核（{numbers.day(one.due)}前）{more}"
        )
    if one.last is not None and one.state is State.RETURNED:
        by = names.get(one.last.reviewer, one.last.reviewer)
        return f"{by}于{moment(one.last.at)}退回：{one.last.reason}"
    return f"{one.state}{'，已计入' if one.counts else ''}"


def sum_words(listed: Sequence[Reviewed], today: date) -> str:
    """Say how much waits, and how much of it is late: 待审核3份，其中逾期1份."""
    late = sum(overdue(each, today) > 0 for each in listed)
    return f"待审核{len(listed)}份{f'，其中逾期{late}份' if late else ''}"


def unsettled_words(units: Sequence[str], names: Names) -> str:
    """Say whose newest report does not count yet: at most three by name."""
    named = "、".join(names.get(unit, unit) for unit in units[:_NAMED])
    more = f"等{len(units)}个单位" if len(units) > _NAMED else ""
    return f"有未审定报送：{named}{more}。各项数字为其上次审定的数据，审定后更新。"


_NAMED = 3


def _own(name: str, heading: str) -> Column:
    return Column(name, (heading,), Holds.TEXT, lambda row: _cell(row, name))


def _cell(row: Row, name: str) -> Cell:
    cell: Cell = row[name]
    return cell


WAITING = (
    text_column("name", "报送单位"),
    day_column("data_date", "数据截止日期"),
    _own("state", "状态"),
    count_column("waited", "已等(工作日)"),
    day_column("due", "审核时限"),
    _own("late", "时限情况"),
    count_column("warned", "提示"),
    count_column("asked", "已确认事项"),
    text_column("sent_by", "报送人"),
    moment_column("accepted_at", "接收时间"),
    text_column("turn", "待审核的一级"),
    number_column("id", "编号"),
)
TRAIL = (
    moment_column("at", "时间"),
    text_column("reviewer", "审核单位"),
    text_column("decision", "意见"),
    text_column("reason", "原因"),
    text_column("by", "经办"),
)
OBJECTIONS = (
    text_column("sheet", "工作表"),
    text_column("cell", "单元格"),
    text_column("label", "栏目"),
    text_column("words", "意见"),
)
