"""Meetings (调度会) as tables: those held so far, and what one of them asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from metrics.dispatch.agenda import Agenda
from metrics.dispatch.meeting import NOTE, TOPIC, Meeting, MeetingEntry, numbers_in_year
from metrics.views.dispatch.meeting_slides import subject
from metrics.views.parts.cells import (
    Row,
    coded_column,
    day_column,
    moment_column,
    text,
    text_column,
)
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

KINDS = {NOTE: "会议要求", TOPIC: "临时议题"}


def _number(row: Row) -> Cell:
    return Cell(row["number"], f"第{row['number']}次", worded=True)


def _state(row: Row) -> Cell:
    return Cell(row["closed_at"] is None, "已结束" if row["closed_at"] else "进行中")


MEETINGS = (
    Column("number", ("次",), Holds.NUMBER, _number),
    day_column("held_on", "会议日期"),
    day_column("data_date", "数据截止日期"),
    Column("year", ("计划年度",), Holds.TEXT, lambda row: text(str(row["year"]))),
    Column("state", ("状态",), Holds.TEXT, _state),
    text_column("by", "经办人"),
    moment_column("at", "召开时间"),
    moment_column("closed_at", "结束时间"),
)
ENTRIES = (
    coded_column("kind", "类别", words=KINDS),
    text_column("subject", "对象"),
    text_column("text", "内容"),
    text_column("by", "经办人"),
)


def held(meetings: Sequence[Meeting]) -> DisplayTable:
    """List the meetings of a place as given; their numbers are those of their minutes."""
    numbers = numbers_in_year(meetings)
    lines = tuple(
        line(MEETINGS, asdict(each) | {"number": numbers[each.id]}, key=str(each.id))
        for each in meetings
    )
    return DisplayTable("历次会议", MEETINGS, lines)


def written_down(entries: Iterable[MeetingEntry], agenda: Agenda) -> DisplayTable:
    """List what a meeting asked for, and the topics that came up, each with what it is about."""
    shown = [entry for entry in entries if entry.kind in KINDS]
    lines = tuple(
        line(ENTRIES, asdict(each) | {"subject": subject(agenda, each.item)}, key=str(number))
        for number, each in enumerate(shown, 1)
    )
    return DisplayTable("会议要求和临时议题", ENTRIES, lines)
