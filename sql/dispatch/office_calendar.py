"""What is due in a span of days (工作日历): the office's rhythm, open orders and open promises."""

from collections.abc import Callable
from datetime import date

import polars as pl
from sqlalchemy.orm import Session

from metrics.days.cadence import due_list
from metrics.days.workdays import PROVISIONAL
from metrics.dispatch.calendar_file import CalendarEntry
from metrics.dispatch.order import number_of
from metrics.dispatch.standing import open_promises
from metrics.rules.value import RulePack
from sql.dispatch import orders, promises
from sql.reported.history import division_names


def entries(
    session: Session, *, place: str, start: date, end: date, rules: RulePack,
    own: Callable[[pl.DataFrame], pl.DataFrame] = lambda rows: rows,
) -> list[CalendarEntry]:  # fmt: skip
    """Return what is due in a place from `start` to `end`, sorted by day.

    Orders, named by who issued them, and promises are those open on `start`, at the date last agreed on;
    `own` keeps of them what who asks may see.
    """
    calendar = [
        CalendarEntry(
            due.day,
            due.kind,
            f"{place} {due.kind} {due.by_rule}",
            PROVISIONAL if due.provisional else "",
        )
        for due in due_list(rules["cadence"], start=start, end=end)
    ]
    owed = own(orders.standing(session, as_of=start, rules=rules, place=place))
    names = division_names(session)
    promised = open_promises(own(promises.standing(session, as_of=start, rules=rules, place=place)))
    inside = pl.col("due").is_between(start, end)
    for row in owed.filter(pl.col("ended_on").is_null(), inside).iter_rows(named=True):
        number = number_of(row)
        title = f"{names.get(row['place'], row['place'])}督办单{number}到期：{row['unit']}"
        calendar.append(
            CalendarEntry(row["due"], title, f"{row['place']} order {number}", row["requirement"])
        )
    for row in promised.filter(inside).iter_rows(named=True):
        title = f"承诺到期：{row['who']}"
        calendar.append(
            CalendarEntry(row["due"], title, f"{place} promise {row['id']}", row["what"])
        )
    return sorted(calendar)
