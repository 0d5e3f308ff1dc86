"""What is due in the coming weeks (工作日历) as a table."""

from collections.abc import Iterable
from datetime import date

from metrics.days.cadence import WEEKDAYS
from metrics.dispatch.calendar_file import CalendarEntry
from metrics.views.parts import numbers, wording
from metrics.views.parts.cells import Row, day_column, text, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line


def _weekday(row: Row) -> Cell:
    return text(f"星期{WEEKDAYS[row['day'].weekday()]}")


ENTRIES = (
    day_column("day", "日期"),
    Column("weekday", ("星期",), Holds.TEXT, _weekday),
    text_column("title", "事项"),
    text_column("note", "说明"),
)


def calendar_table(entries: Iterable[CalendarEntry], start: date, end: date) -> DisplayTable:
    """List what is due, as given; `start` and `end` are the days that were asked for."""
    title = f"{wording.CALENDAR}（{numbers.day(start)}至{numbers.day(end)}）"
    lines = tuple(line(ENTRIES, entry._asdict(), key=entry.key) for entry in entries)
    return DisplayTable(title, ENTRIES, lines)
