"""Whom the office reminded (催报), for which data date, when and how; never rewritten."""

from collections.abc import Mapping
from datetime import date
from typing import Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.reporting.reminder import WAYS, Reminder
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.dispatch.journal import Entry, EntryRefused, add, place_code, sent_before, text
from sql.models.office import REMINDERS
from sql.reported.access.allowed import need_all

_READ = ("id", "place", "unit", "due_for", "reminded_on", "way", "text", "by")


def reminders(session: Session, *, unit: str | None = None) -> list[Reminder]:
    """Return the reminders of one unit or of all, in the order in which they were written down."""
    query = select(*(REMINDERS.c[name] for name in _READ)).order_by(REMINDERS.c.id)
    if unit is not None:
        query = query.where(REMINDERS.c.unit == unit)
    return [Reminder(**row) for row in session.execute(query).mappings()]


def note(
    session: Session, *, place: str, due: Mapping[str, date], reminded_on: date, way: str,
    words: str, today: date, **entry: Unpack[Entry],
) -> int:  # fmt: skip
    """Write down that units were reminded, each for the data date it owes; return how many were.

    The same units told the same words in the same way on the same day are written down once.

    Raises:
        EntryRefused: if nobody is named, the day is to come, or a text cannot be kept.
        NotAllowed: if who acts may not remind every one of the units.
    """
    queue_for_writing(session, table=REMINDERS)
    need_all(session, Action.REMIND, {place_code(place), *map(place_code, due)})
    if sent_before(session, REMINDERS, entry.get("form")):
        return 0
    if not due:
        raise EntryRefused("没有要催报的单位。")
    if reminded_on > today:
        raise EntryRefused(f"催报日期{reminded_on}晚于今天（{today}），请更正。")
    if way not in WAYS:
        raise EntryRefused(f"催报方式应为{'、'.join(WAYS)}之一。")
    said, noted = text(words, "催报内容"), 0
    for unit, due_for in sorted(due.items()):
        row = {"place": place_code(place), "unit": place_code(unit), "due_for": due_for,
               "reminded_on": reminded_on, "way": way, "text": said}  # fmt: skip
        if sent_before(session, REMINDERS, None, **row) is None:
            add(session, REMINDERS, **entry, **row)
            noted += 1
            chain.note(session, "催报", way, place=unit, due_for=due_for, by_place=place)
    return noted
