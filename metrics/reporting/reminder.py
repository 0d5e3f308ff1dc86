"""A reminder (催报): which unit was asked for which data date, when and how."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

WAYS = ("微信", "短信", "电话", "函", "其他")


class Reminder(NamedTuple):
    """One unit reminded; `due_for` is the data date that it owed, `text` what it was sent."""

    id: int
    place: str
    unit: str
    due_for: date
    reminded_on: date
    way: str
    text: str
    by: str


def times(reminders: Iterable[Reminder], unit: str, due_for: date) -> list[Reminder]:
    """Return the reminders of a unit for one data date, the first first."""
    found = [each for each in reminders if (each.unit, each.due_for) == (unit, due_for)]
    return sorted(found, key=lambda each: (each.reminded_on, each.id))
