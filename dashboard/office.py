"""The office's own book from the screens: meetings, promises and orders, each in one transaction.

Nothing here is cached: these rows are few, and whoever wrote one wants to see it at once.
"""

from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

from sql.database import beijing, settings
from sql.database.engine import session_scope
from sql.database.migrate import is_there
from sql.demo import load
from sql.dispatch import cases, issues, meetings, office_calendar, orders, promises
from sql.divisions import changes, listed, revoked, told
from sql.office import beginning, contact_files, contacts, demo_contacts, reminders, rules
from sql.office import settings as office_book
from sql.reported.undoing import undo
from sql.supplied import published

_DEMO = Lock()
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

list_changes = _reading(listed.changes)
check_change = _reading(changes.check)
preview_change = _reading(told.preview)
to_assign = _reading(changes.to_assign)
carry_out_change = _writing(changes.carry_out)
revoke_change = _writing(revoked.revoke)

find_cases = _reading(cases.search)
case_library = _reading(cases.library)
case_entries = _reading(cases.entries)
case_themes = _reading(cases.themes)
add_case = _writing(cases.add_case)
correct_case = _writing(cases.correct)
withdraw_case = _writing(cases.withdraw)
load_cases = _writing(cases.load_samples)
load_demo_contacts = _writing(demo_contacts.load)

undo_submission = _writing(undo.undo)


save_settings = _writing(office_book.save)
decide_rule = _writing(rules.decide)
setting_entries = _reading(office_book.entries)
copies_named = settings.daily_copies

Beginning = beginning.Office
beginning_mistakes = beginning.mistakes
provinces = beginning.provinces
usual_name = beginning.usual_name
usual_rules = beginning.usual_rules


def begin(said: beginning.Office, *, by: str, form: str) -> int:
    """Begin (正式使用) and return how many units are to report."""
    return beginning.begin(said, by=by, form=form).units


def why_no_beginning() -> str:
    """Say why an office cannot begin here; empty where it can."""
    if settings.demo_asked():
        return "本服务只看演示数据（--demo）。要正式使用，请不带 --demo 重新启动，再打开本页。"
    url = settings.office_url()
    if settings.is_demo(settings.database_url()) and not is_there(url):
        return ""
    try:
        with settings.using(url), session_scope() as session:
            beginning.refuse_filled(session)
    except beginning.AlreadyBegun as error:
        return str(error)
    return ""


def usual_copies() -> int:
    """Return how many daily copies are kept where nobody has set a number."""
    return settings.DAILY_COPIES


def may_write_demo() -> bool:
    """Say whether the demo can be written from the page: into the database that it has to itself."""
    return settings.is_demo(settings.database_url())


def write_demo(show: Callable[[str], None]) -> bool:
    """Write the demo and what stands beside it; say whether somebody else was not at it already."""
    if not _DEMO.acquire(blocking=False):
        return False
    try:
        with settings.using(settings.demo_url()):
            load.load(if_empty=True, show=show)
            published.load(if_empty=True)
            load_cases()
            load_demo_contacts()
    finally:
        _DEMO.release()
    return True


enter_contact = _writing(contacts.enter)
correct_contact = _writing(contacts.correct)
remove_contact = _writing(contacts.remove)
take_contacts_in = _writing(contact_files.take_in)
contact_versions = _reading(contacts.versions)
note_reminder = _writing(reminders.note)


def today() -> date:
    """Return the day in Beijing, for fields that somebody fills in and can change."""
    return beijing.today()
