"""The office's own book from the screens: meetings, promises and orders, each in one transaction.

Nothing here is cached: these rows are few, and whoever wrote one wants to see it at once.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

import polars as pl

from dashboard import data
from dashboard.data.database import reading as _reading
from dashboard.data.database import writing as _writing
from metrics.access.acting import NotAllowed, actor, not_allowed
from metrics.access.permissions import Action
from metrics.dispatch.cases import CaseEntry
from metrics.dispatch.meeting import Meeting
from metrics.rules.value import Rules
from sql.accounts import followed, shows
from sql.database import beijing, settings
from sql.database.engine import session_scope
from sql.dispatch import (
    cases,
    follow_up,
    issues,
    late_reports,
    meeting_book,
    meetings,
    orders,
    promises,
)
from sql.dispatch.concern import addressed, promised
from sql.divisions import changes, listed, revoked, told
from sql.office import contact_files, contacts, reminders, rules
from sql.office import settings as office_book
from sql.reported.review import decide
from sql.reported.undoing import undo

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
        return data.own_rows(orders.standing(session, as_of=as_of, rules=rules, place=place))


def order_events(*, order: int) -> pl.DataFrame:
    """Return what happened to an order, where the visitor may see it."""
    with session_scope() as session:
        told, about = orders.events(session, order=order), addressed(session, order)
    return told if about is not None and data.sees(about) else told.clear()


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
        return data.own_rows(promises.standing(session, as_of=as_of, rules=rules, place=place))


def promise_events(*, promise: int) -> pl.DataFrame:
    """Return what happened to a promise, where the visitor may see it."""
    with session_scope() as session:
        told, about = promises.events(session, promise=promise), promised(session, promise)
    return told if about is not None and data.sees(about) else told.clear()


open_meeting = _writing(meetings.open_meeting)
close_meeting = _writing(meeting_book.close)
write_note = _writing(meeting_book.note)
add_topic = _writing(meeting_book.add_topic)
write_attendance = _writing(meeting_book.attend)
void_meeting = _writing(meeting_book.void)
write_minutes = _writing(meeting_book.write_minutes)
make_show_link = _writing(shows.make)


def list_meetings(*, place: str) -> list[Meeting]:
    """Return the meetings of a place; for who may not see its records without who opened them, and why
    one is void.
    """
    held = _reading(meetings.meetings)(place=place)
    if data.sees(place):
        return held
    return [replace(one, by="", voided=one.voided and "") for one in held]


find_meeting = _meeting(meetings.meeting)
agenda_of = _meeting(meetings.agenda_of)
entries_of = _meeting(meetings.entries)
late_reports_of = _meeting(late_reports.after_freezing)
frames_of = _meeting(meetings.frames_of)
rules_of = meetings.rules_of

numbered_paper = _reading(issues.numbered)
verified_paper = _reading(issues.verified)
allocate_number = _writing(issues.allocate)
note_print = _writing(issues.printed)


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

undo_submission = _writing(undo.undo)
decide_review = _writing(decide.decide)
objection_at = decide.objection_at
Decided = decide.Decided


save_settings = _writing(office_book.save)
decide_rule = _writing(rules.decide)
setting_entries = _deciding(Action.CHANGE_SETTINGS, office_book.entries, Action.READ_LOG)
copies_named = settings.daily_copies

enter_contact = _writing(contacts.enter)
correct_contact = _writing(contacts.correct)
remove_contact = _writing(contacts.remove)
take_contacts_in = _writing(contact_files.take_in)
contact_versions = _reading(contacts.versions)
note_reminder = _writing(reminders.note)


def today() -> date:
    """Return the day in Beijing, for fields that somebody fills in and can change."""
    return beijing.today()


follow = _writing(followed.follow)
leave = _writing(followed.leave)
note_opened = _writing(followed.note_opened)
my_items = _reading(followed.items)
