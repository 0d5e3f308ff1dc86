"""What happens to an order (督办单) or a promise (承诺) is written down the same way: once, in turn, by who may."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, Required

import polars as pl
from sqlalchemy import Table
from sqlalchemy.orm import Session

from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.dispatch import follow_up, four_eyes
from sql.dispatch.follow_up import Step
from sql.dispatch.journal import Entry, EntryRefused, add, sent_before, signed, text
from sql.reported.access.allowed import need


class Begun(NamedTuple):
    """What an event is about: its number, how sentences name it, by which division it was begun, for which
    one and when, and the day that was set at first."""

    number: str
    named: str
    place: str
    region: str
    on: date
    due_on: date


class Book(NamedTuple):
    """Where orders, or promises, and their events are kept, and what may follow.

    `of` is the column of an event that names what it is about, `began` the word for how it began,
    `ended` those for how it may end, and `over` what to do then. `begun` reads one, `events` what
    happened to it.
    """

    table: Table
    log: Table
    of: str
    called: str
    began: str
    ended: Mapping[str, str]
    over: str
    steps: Mapping[str, Step]
    begun: Callable[[Session, int], Begun]
    events: Callable[[Session, int], pl.DataFrame]


class Told(Entry):
    """What every event says: its day and its words."""

    on: Required[date]
    words: Required[str]


def append_event(
    session: Session,
    book: Book,
    kind: str,
    number: int,
    *,
    told: Told,
    due_on: date | None = None,
    meeting: int | None = None,
) -> None:
    """Append an event, once.

    Raises:
        EntryRefused: if it is not its turn, what it is about is over, or a word or day is wrong.
        NotAllowed: if who acts may not, or confirms what the same account answered (`four_eyes`).
    """
    step, on, by, form = book.steps[kind], told["on"], told.get("by"), told.get("form")
    said = {
        book.of: number, "kind": kind, "happened_on": on, "text": text(told["words"], step.field),
        **({"meeting": meeting} if "meeting" in book.log.c else {}),
    }  # fmt: skip
    queue_for_writing(session, table=book.table)
    begun = book.begun(session, number)
    who = need(session, step.action, begun.region if step.by_addressee else begun.place)
    happened = book.events(session, number)
    same = said if due_on is None else {**said, "due_on": due_on}
    after = follow_up.answered(kind, happened)
    if sent_before(session, book.log, form, after, **same, by=signed(by)):
        return
    _refuse(book, begun, happened, on)
    day = follow_up.new_day(kind, happened, first=begun.due_on, on=on, wanted=due_on)
    case = four_eyes.Case(book.log, book.of, number, book.called, begun.place)
    alone = four_eyes.check(session, who, kind, step, case)
    add(
        session, book.log, by=by, at=told.get("at"), form=form, due_on=day, account=who.account, **said
    )  # fmt: skip
    _note(session, step.logged.format(book.called), begun, day, same_person=alone)


def _note(
    session: Session, action: str, begun: Begun, day: date | None, *, same_person: bool
) -> None:
    if same_person:
        chain.note(
            session, action, begun.number, place=begun.region, due_on=day, same_person=True
        )  # fmt: skip
    else:
        chain.note(session, action, begun.number, place=begun.region, due_on=day)


def _refuse(book: Book, begun: Begun, happened: pl.DataFrame, on: date) -> None:
    """Refuse what is before its beginning; say when and by whom it was ended, mostly on another screen."""
    if on < begun.on:
        raise EntryRefused(f"{begun.named}于{begun.on}{book.began}，不能登记更早的日期{on}。")
    for row in happened.filter(pl.col("kind").is_in([*book.ended])).iter_rows(named=True):
        raise EntryRefused(
            f"{begun.named}已于{row['happened_on']}由{row['by']}{book.ended[row['kind']]}，本次未登记"
            f"{book.over}。"
        )
