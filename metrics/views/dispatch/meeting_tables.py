"""Meetings (调度会) as tables: those held so far, and what one of them asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from metrics.dispatch.agenda import Agenda
from metrics.dispatch.meeting import NOTE, TOPIC, Meeting, MeetingEntry, numbers_in_year
from metrics.views.dispatch.meeting_slides import subject
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    coded_column,
    day_column,
    moment,
    moment_column,
    text,
    text_column,
)
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

UNITS_SHOWN = 6
KINDS = {NOTE: "会议要求", TOPIC: "临时议题"}


def _number(row: Row) -> Cell:
    """Write which of the year's it is; one that is void is not counted."""
    number = row["number"]
    return Cell(number, f"第{number}次" if number else numbers.MISSING, worded=True)


def _state(row: Row) -> Cell:
    return Cell(row["closed_at"] is None, state(row["voided"], over=bool(row["closed_at"])))


def state(voided: str | None, *, over: bool) -> str:
    """Write how a meeting stands: 进行中, 已结束, or 已作废 with the reason where it may be told."""
    if voided is None:
        return "已结束" if over else "进行中"
    return f"已作废：{voided}" if voided else "已作废"


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
    counted = numbers_in_year(meetings)
    lines = tuple(
        line(MEETINGS, asdict(each) | {"number": counted.get(each.id)}, key=str(each.id))
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


def late_words(sent: Sequence[tuple[str, str]], names: Mapping[str, str]) -> str:
    """Say which units sent something after the freezing, and when; nothing where none did."""
    if not sent:
        return ""
    told = [f"{names.get(unit, unit)}（{moment(at).text}）" for unit, at in sent[:UNITS_SHOWN]]
    more = "等" if len(sent) > UNITS_SHOWN else ""
    return f"会议数据冻结后又收到{len(sent)}家报送，未计入本次会议：{'、'.join(told)}{more}。"
