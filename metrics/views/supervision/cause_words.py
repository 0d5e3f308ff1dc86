"""Causes of a light in words: 开工应于6月30日前，逾期12个工作日（16天）."""

from datetime import date

from metrics.supervision.lights import NODE, TO_REPORT
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, day
from metrics.views.parts.light_cells import delay
from metrics.views.parts.table import Cell


def cause_words(row: Row, *, as_of: date) -> str:
    """Say what the first cause of a row (`first_causes.CAUSE`) is, and of how many; none is empty."""
    if row["cause"] is None:
        return ""
    more = f"（共{row['causes']}项原因）" if row["causes"] > 1 else ""
    return f"{one_cause(row, as_of=as_of)}{more}"


MOVED_NOTE = "时限遇休息日的顺延至下一工作日（参数“时限遇休息日顺延”）。"


def one_cause(row: Row, *, as_of: date) -> str:
    """Say what a cause is and by when, without how many there are: 开工应于6月30日前."""
    if row["cause_kind"] != NODE:
        text = row["cause_text"]
        return f"{row['cause']}：{row['cause_code']}{f'　{text}' if text else ''}"
    if row["cause_due"] is None or row["cause_days"] is None:
        return f"{row['cause']}{TO_REPORT}"
    return f"{row['cause']}应于{by_words(row['cause_due'], row.get('cause_set'), as_of=as_of)}"


def by_words(due: date, set_on: date | None, *, as_of: date) -> str:
    """Write a date: 6月30日前（顺延至7月1日） where it was moved off a day of rest."""
    if set_on is None:
        return f"{near_day(due, as_of)}前"
    return f"{near_day(set_on, as_of)}前（顺延至{due.month}月{due.day}日）"


def near_day(when: date, as_of: date) -> str:
    """Write a day of the year looked at as 6月30日, one of another year with its year."""
    return f"{when.month}月{when.day}日" if when.year == as_of.year else numbers.long_day(when)


def cause_delay(row: Row) -> Cell:
    """Write how late the first cause is; it sorts by the days."""
    days = row["cause_days"]
    if days is None:
        return Cell(None, numbers.MISSING)
    late = delay(row["cause_working_days"], days, provisional=bool(row["cause_provisional"]))
    return Cell(days, late, worded=True)


def moved_day(row: Row) -> Cell:
    """Write the due date of a row; one that was moved off a day of rest with the day that was set."""
    due, set_on = row["due"], row["set_on"]
    if set_on is None:
        return day(due)
    return Cell(due, f"{numbers.day(set_on)}（顺延至{due.month}月{due.day}日）", worded=True)
