"""The office's own book from the screens: meetings, promises and orders, each in one transaction.

Nothing here is cached: these rows are few, and whoever wrote one wants to see it at once.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from sql.database import beijing
from sql.database.engine import session_scope
from sql.dispatch import cases, issues, meetings, office_calendar, orders, promises

P = ParamSpec("P")
T = TypeVar("T")


def _reading(action: Callable[Concatenate[Any, P], T]) -> Callable[P, T]:
    def run(*args: P.args, **values: P.kwargs) -> T:
        with session_scope() as session:
            return action(session, *args, **values)

    return run


def _writing(action: Callable[Concatenate[Any, P], T]) -> Callable[P, T]:
    def run(*args: P.args, **values: P.kwargs) -> T:
        with session_scope(writing=True) as session:
            return action(session, *args, **values)

    return run


issue_order = _writing(orders.issue)
reply_to_order = _writing(orders.reply)
close_order = _writing(orders.close)
withdraw_order = _writing(orders.withdraw)
standing_orders = _reading(orders.standing)
order_events = _reading(orders.events)

make_promise = _writing(promises.make)
reply_to_promise = _writing(promises.reply)
keep_promise = _writing(promises.keep)
carry_promise = _writing(promises.carry)
withdraw_promise = _writing(promises.withdraw)
standing_promises = _reading(promises.standing)

open_meeting = _writing(meetings.open_meeting)
close_meeting = _writing(meetings.close)
write_note = _writing(meetings.note)
add_topic = _writing(meetings.add_topic)
write_minutes = _writing(meetings.write_minutes)
list_meetings = _reading(meetings.meetings)
find_meeting = _reading(meetings.meeting)
agenda_of = _reading(meetings.agenda_of)
entries_of = _reading(meetings.entries)
frames_of = _reading(meetings.frames_of)
rules_of = meetings.rules_of

numbered_paper = _reading(issues.numbered)
allocate_number = _writing(issues.allocate)
note_print = _writing(issues.printed)

calendar_entries = _reading(office_calendar.entries)

find_cases = _reading(cases.search)
case_library = _reading(cases.library)
case_entries = _reading(cases.entries)
case_themes = _reading(cases.themes)
add_case = _writing(cases.add_case)
correct_case = _writing(cases.correct)
withdraw_case = _writing(cases.withdraw)
load_cases = _writing(cases.load_samples)


def today() -> date:
    """Return the day in Beijing, for fields that somebody fills in and can change."""
    return beijing.today()
