"""The office's own book from the screens: meetings, promises and orders, each in one transaction.

Nothing here is cached: these rows are few, and whoever wrote one wants to see it at once.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

import polars as pl

from dashboard import data
from dashboard.data.database import reading as _reading
from dashboard.data.database import writing as _writing
from metrics.access import acting
from metrics.access.acting import NotAllowed, actor, not_allowed
from metrics.access.actor import machine
from metrics.access.permissions import Action
from metrics.dispatch.calendar_file import CalendarEntry
from metrics.dispatch.cases import CaseEntry
from metrics.dispatch.meeting import Meeting
from metrics.rules.value import RulePack, Rules
from sql.accounts import administrator, shows
from sql.database import beijing, settings
from sql.database.engine import session_scope
from sql.database.migrate import is_there
from sql.demo import load
from sql.dispatch import cases, follow_up, issues, meetings, office_calendar, orders, promises
from sql.dispatch.concern import addressed, promised
from sql.divisions import changes, listed, revoked, told
from sql.office import beginning, contact_files, contacts, demo_contacts, reminders, rules
from sql.office import settings as office_book
from sql.reported.review import decide
from sql.reported.undoing import undo
from sql.supplied import published

_DEMO = Lock()
_LOOPBACK = {"127.0.0.1", "::1"}
_ELSEWHERE = (
    "正式使用须在安装本系统的电脑上建立：请在该电脑上用 http://127.0.0.1:端口 打开本页，"
    "或运行 python -m sql begin。"
)
_KEPT = "这次调度会的议程和记录仅供本级及其上级查看。"
P = ParamSpec("P")
T = TypeVar("T")


def _meeting(action: Callable[[Any, int], T]) -> Callable[[int], T]:
    """Read of a meeting what only those see whose meeting it is, or to whom a link shows it."""

    def run(number: int) -> T:
        with session_scope() as session:
            one = meetings.meeting(session, number)
            if not data.shows(one.id, place=one.place):
                raise NotAllowed(_KEPT)
            return action(session, number)

    return run


def _deciding(
    wanted: Action, action: Callable[Concatenate[Any, P], T], *readers: Action
) -> Callable[P, T]:
    """Read what only those see who may decide it somewhere, or one of `readers`."""

    def run(*args: P.args, **values: P.kwargs) -> T:
        if not any(map(actor().may_somewhere, (wanted, *readers))):
            raise not_allowed(f"进行“{wanted}”")
        with session_scope() as session:
            return action(session, *args, **values)

    return run


FollowUp = follow_up.Step
ORDER_STEPS, PROMISE_STEPS = orders.STEPS, promises.STEPS

issue_order = _writing(orders.issue)
reply_to_order = _writing(orders.reply)
close_order = _writing(orders.close)
send_order_back = _writing(orders.send_back)
ask_for_order_time = _writing(orders.ask_for_time)
grant_order_time = _writing(orders.grant_time)
refuse_order_time = _writing(orders.refuse_time)
withdraw_order = _writing(orders.withdraw)


def standing_orders(*, as_of: date, rules: Rules, place: str | None = None) -> pl.DataFrame:
    """Return the orders that a place sees, those of the visitor's own divisions or by them."""
    with session_scope() as session:
        return _own(orders.standing(session, as_of=as_of, rules=rules, place=place))


def order_events(*, order: int) -> pl.DataFrame:
    """Return what happened to an order, where the visitor may see it."""
    with session_scope() as session:
        told, about = orders.events(session, order=order), addressed(session, order)
    return told if about is not None and data.sees(about) else told.clear()


def _own(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep orders or promises to the visitor's own divisions, and those of the meeting he is shown."""
    here = pl.col("meeting").eq_missing(actor().meeting) & pl.col("meeting").is_not_null()
    own = data.reach()
    if own.divisions is None:
        return rows
    to_them = pl.col("region").is_in(own.divisions).fill_null(value=False)
    return rows.filter(to_them | here)


make_promise = _writing(promises.make)
reply_to_promise = _writing(promises.reply)
keep_promise = _writing(promises.keep)
send_promise_back = _writing(promises.send_back)
ask_for_promise_time = _writing(promises.ask_for_time)
grant_promise_time = _writing(promises.grant_time)
refuse_promise_time = _writing(promises.refuse_time)
carry_promise = _writing(promises.carry)
withdraw_promise = _writing(promises.withdraw)


def standing_promises(*, as_of: date, rules: Rules, place: str | None = None) -> pl.DataFrame:
    """Return the promises that a place sees, those of the visitor's own divisions."""
    with session_scope() as session:
        return _own(promises.standing(session, as_of=as_of, rules=rules, place=place))


def promise_events(*, promise: int) -> pl.DataFrame:
    """Return what happened to a promise, where the visitor may see it."""
    with session_scope() as session:
        told, about = promises.events(session, promise=promise), promised(session, promise)
    return told if about is not None and data.sees(about) else told.clear()


open_meeting = _writing(meetings.open_meeting)
close_meeting = _writing(meetings.close)
write_note = _writing(meetings.note)
add_topic = _writing(meetings.add_topic)
write_minutes = _writing(meetings.write_minutes)
make_show_link = _writing(shows.make)


def list_meetings(*, place: str) -> list[Meeting]:
    """Return the meetings of a place; who opened them (`by`) is empty for who may not see its records."""
    held = _reading(meetings.meetings)(place=place)
    return held if data.sees(place) else [replace(one, by="") for one in held]


find_meeting = _meeting(meetings.meeting)
agenda_of = _meeting(meetings.agenda_of)
entries_of = _meeting(meetings.entries)
frames_of = _meeting(meetings.frames_of)
rules_of = meetings.rules_of

numbered_paper = _reading(issues.numbered)
allocate_number = _writing(issues.allocate)
note_print = _writing(issues.printed)


def calendar_entries(*, place: str, start: date, end: date, rules: RulePack) -> list[CalendarEntry]:
    """Return what is due in a place; of orders and promises those of the visitor's own divisions."""
    with session_scope() as session:
        return office_calendar.entries(
            session, place=place, start=start, end=end, rules=rules, own=_own
        )


list_changes = _deciding(Action.CHANGE_DIVISIONS, listed.changes, Action.READ_LOG)
check_change = _deciding(Action.CHANGE_DIVISIONS, changes.check)
preview_change = _deciding(Action.CHANGE_DIVISIONS, told.preview)
to_assign = _deciding(Action.CHANGE_DIVISIONS, changes.to_assign)
carry_out_change = _writing(changes.carry_out)
revoke_change = _writing(revoked.revoke)

find_cases = _reading(cases.search)
case_library = _reading(cases.library)
case_themes = _reading(cases.themes)


def case_entries() -> list[CaseEntry]:
    """Return the library's book; who wrote it (`by`) is empty for all but who keeps it, or reads the log."""
    book = _reading(cases.entries)()
    return (
        book
        if data.may(Action.KEEP_CASES, Action.READ_LOG)
        else [one._replace(by="") for one in book]
    )


add_case = _writing(cases.add_case)
correct_case = _writing(cases.correct)
withdraw_case = _writing(cases.withdraw)
load_cases = _writing(cases.load_samples)
load_demo_contacts = _writing(demo_contacts.load)

undo_submission = _writing(undo.undo)
decide_review = _writing(decide.decide)
objection_at = decide.objection_at
Decided = decide.Decided


save_settings = _writing(office_book.save)
decide_rule = _writing(rules.decide)
setting_entries = _deciding(Action.CHANGE_SETTINGS, office_book.entries, Action.READ_LOG)
copies_named = settings.daily_copies

Beginning = beginning.Office
USUAL_ACCOUNT, BEGUN_BY = administrator.USUAL, administrator.SHOWN
provinces = beginning.provinces
usual_name = beginning.usual_name
usual_rules = beginning.usual_rules


class FirstAdministrator(NamedTuple):
    """The administrator that an office begins with, as typed: account, password, the password again."""

    account: str
    password: str
    again: str


def beginning_mistakes(said: beginning.Office, one: FirstAdministrator) -> dict[str, str]:
    """Return what cannot be kept of what an office says of itself, by field, all of it at once."""
    return {**beginning.mistakes(said, by=BEGUN_BY), **administrator.mistakes(*one)}


def begin(said: beginning.Office, one: FirstAdministrator, *, form: str) -> int:
    """Begin (正式使用) and return how many units are to report."""
    if not _is_at_the_server():
        raise NotAllowed(_ELSEWHERE)
    chosen = administrator.chosen(one.account, one.password)
    return beginning.begin(said, by=BEGUN_BY, form=form, chief=chosen).units


def why_no_beginning() -> str:
    """Say why an office cannot begin here; empty where it can."""
    if settings.demo_asked():
        return "本服务只看演示数据（--demo）。要正式使用，请不带 --demo 重新启动，再打开本页。"
    if not _is_at_the_server():
        return _ELSEWHERE
    url = settings.office_url()
    if settings.is_demo(settings.database_url()) and not is_there(url):
        return ""
    try:
        with settings.using(url), session_scope() as session:
            beginning.refuse_filled(session)
    except beginning.AlreadyBegun as error:
        return str(error)
    return ""


def _is_at_the_server() -> bool:
    """Say whether the visitor sits at the server: whoever begins an office becomes its administrator."""
    who = actor()
    return who.is_machine or who.address in _LOOPBACK


def usual_copies() -> int:
    """Return how many daily copies are kept where nobody has set a number."""
    return settings.DAILY_COPIES


def may_write_demo() -> bool:
    """Say whether the demo can be written from the page: into the database that it has to itself."""
    return settings.is_demo(settings.database_url())


def write_demo(show: Callable[[str], None]) -> bool:
    """Write the demo and what stands beside it; say whether somebody else was not at it already.

    It is there before anybody has an account: whoever is let in asks for it, and the machine does it.
    """
    acting.actor()
    if not _DEMO.acquire(blocking=False):
        return False
    try:
        with settings.using(settings.demo_url()), acting.using(machine()):
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
