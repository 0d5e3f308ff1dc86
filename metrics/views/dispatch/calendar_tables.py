"""What is due (工作日历): a month as a sheet of days, and as a list; the same words for screen and paper."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from metrics.days.cadence import WEEKDAYS
from metrics.days.month import Day, month_days
from metrics.dispatch.calendar_file import CADENCE, KINDS, MEETING, OWN, CalendarEntry
from metrics.views.parts import numbers, wording
from metrics.views.parts.cells import Row, day_column, text, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

SINGLE = (CADENCE, MEETING, OWN)
"""Kinds that a day tells one by one; of the others more than `MOST` are told by their number."""
MOST = 1
UNITS = {"督办单": "件到期", "承诺": "项到期", "重点任务": "项到期", "报送时限": "项"}


class Told(NamedTuple):
    """What stands in one field of the sheet: its kind and words, and all of it for a tooltip."""

    kind: str
    words: str
    note: str


class Field(NamedTuple):
    """One day of the sheet with what is due on it."""

    day: Day
    told: tuple[Told, ...]


def weeks(entries: Iterable[CalendarEntry], month: date) -> tuple[tuple[Field, ...], ...]:
    """Lay the entries of a month into its weeks."""
    by_day: dict[date, list[CalendarEntry]] = {}
    for entry in entries:
        by_day.setdefault(entry.day, []).append(entry)
    return tuple(
        tuple(Field(day, _told(by_day.get(day.day, []))) for day in week)
        for week in month_days(month)
    )


def _told(entries: Sequence[CalendarEntry]) -> tuple[Told, ...]:
    told: list[Told] = []
    for kind in KINDS:
        own = [entry for entry in entries if entry.kind == kind]
        if kind in SINGLE or len(own) <= MOST:
            told += [Told(kind, entry.title, _whole(entry)) for entry in own]
        else:
            note = "\n".join(entry.title for entry in own)
            told.append(Told(kind, f"{kind}{len(own)}{UNITS[kind]}", note))
    return tuple(told)


def _whole(entry: CalendarEntry) -> str:
    return "　".join(filter(None, (entry.title, entry.venue, entry.note)))


def _weekday(row: Row) -> Cell:
    return text(f"星期{WEEKDAYS[row['day'].weekday()]}")


ENTRIES = (
    day_column("day", "日期"),
    Column("weekday", ("星期",), Holds.TEXT, _weekday),
    text_column("kind", "类别"),
    text_column("title", "事项"),
    text_column("venue", "地点"),
    text_column("note", "说明"),
)


def calendar_table(entries: Iterable[CalendarEntry], *, title: str) -> DisplayTable:
    """List what is due, as given."""
    lines = tuple(line(ENTRIES, entry._asdict(), key=entry.key) for entry in entries)
    return DisplayTable(title, ENTRIES, lines)


def title_of(month: date) -> str:
    """Name the calendar of a month."""
    return f"{month.year}年{month.month}月{wording.CALENDAR}"


def day_title(day: date) -> str:
    """Name a day with its weekday."""
    return f"{numbers.long_day(day)}　星期{WEEKDAYS[day.weekday()]}"


def as_text(entries: Iterable[CalendarEntry], *, title: str) -> str:
    """Tell what is due line by line, to be pasted into a message."""
    lines = (
        f"{entry.day.month}月{entry.day.day}日（周{WEEKDAYS[entry.day.weekday()]}）{entry.title}"
        f"{f'　{entry.venue}' if entry.venue else ''}"
        for entry in entries
    )
    return "\n".join([f"【{title}】", *lines])
