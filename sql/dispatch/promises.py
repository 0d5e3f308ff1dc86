"""Promises (承诺) made in a meeting: who, what, by when; kept, carried or withdrawn later on.

Functions take a session of `session_scope(writing=True)` and never commit.
"""

from datetime import date, datetime
from typing import Required, Unpack

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.dispatch import meeting as meetings
from metrics.dispatch import standing as standings
from metrics.dispatch.standing import (
    ASKED,
    CARRIED,
    EXTENDED,
    KEPT,
    PROMISE_EVENTS,
    PROMISED,
    REFUSED,
    REPLIED,
    RETURNED,
    WITHDRAWN,
    promise_number,
)
from metrics.errors import UnknownChoice
from metrics.rules.value import Rules
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.database.reading import fetch
from sql.dispatch import follow_up
from sql.dispatch.concern import concerns, lies_in
from sql.dispatch.follow_up import Step
from sql.dispatch.happened import Begun, Book, Told, append_event
from sql.dispatch.journal import EntryRefused, add, place_code, sent_before, signed, text
from sql.models import dispatch as tables
from sql.reported.access.allowed import need

_PROMISES, _EVENTS, _MEETINGS = tables.PROMISES, tables.PROMISE_EVENTS, tables.MEETINGS
_ENTRIES = tables.MEETING_ENTRIES
_FIELD = "办理情况"
STEPS = {
    **follow_up.STEPS,
    REPLIED: follow_up.REPLY._replace(field=_FIELD),
    KEPT: Step(_FIELD, "确认{}兑现", Action.CONFIRM),
    CARRIED: Step(_FIELD, "结转{}", Action.CONFIRM),
    WITHDRAWN: Step(_FIELD, "撤销{}", Action.CONFIRM),
}
"""What may follow a promise, by kind of event."""


def make(
    session: Session,
    *,
    meeting: int,
    region: str,
    who: str,
    what: str,
    due_on: date,
    by: str | None = None,
    project: str | None = None,
    item: str | None = None,
    at: datetime | None = None,
    form: str | None = None,
) -> int:
    """Write down a promise made in an open meeting, once, and return its number.

    `item` is the key of the agenda item at which it was made; `project` is null where the promise
    is not about one project.

    Raises:
        EntryRefused: if the meeting is closed, a text is missing, or the day lies before it.
        NotAllowed: if who acts may not hold meetings of the place.
    """
    # Closing the meeting waits in the same queue: no promise slips in behind its back.
    queue_for_writing(session, table=_MEETINGS)
    said = {
        "meeting": meeting, "item": item, "region": place_code(text(region, "地区")), "due_on": due_on,
        "project": project or None, "who": text(who, "承诺人"), "what": text(what, "承诺事项"),
    }  # fmt: skip
    place, held_on = _meeting(session, meeting)
    need(session, Action.HOLD_MEETING, place)
    if before := sent_before(session, _PROMISES, form, **said, by=signed(by)):
        return before
    _refuse_closed(session, meeting)
    if not lies_in(session, place=place, region=region):
        raise EntryRefused("承诺地区不在会议地区的范围内，请改选本级或下级地区。")
    if due_on < held_on:
        raise EntryRefused(f"承诺时限{due_on}早于会议日期{held_on}，请更正。")
    new = add(session, _PROMISES, by=by, at=at, form=form, made_on=held_on, **said)
    chain.note(session, "登记承诺", promise_number(new), place=region, due_on=due_on)
    return new


class Written(Told):
    """What every event of a promise says: its number beside the day and the words.

    Whoever acts must be allowed to: the division that promised to answer, the meeting's to confirm
    (NotAllowed). A promise that is over takes no more of them (EntryRefused).
    """

    promise: Required[int]


def reply(session: Session, **written: Unpack[Written]) -> None:
    """Write down how a promise is getting on; it stays open."""
    _happened(session, REPLIED, **written)


def keep(session: Session, **written: Unpack[Written]) -> None:
    """Write down that a promise was kept on a day (兑现销号)."""
    _happened(session, KEPT, **written)


def send_back(session: Session, **written: Unpack[Written]) -> None:
    """Send a reply back with the reason (退回重办): the promise is not kept yet."""
    _happened(session, RETURNED, **written)


def ask_for_time(session: Session, *, due_on: date, **written: Unpack[Written]) -> None:
    """Ask for a later day, with the reason (延期申请); one request is open at a time."""
    _happened(session, ASKED, due_on=due_on, **written)


def grant_time(session: Session, *, due_on: date | None = None, **written: Unpack[Written]) -> None:
    """Grant the day that was asked for, or another later one: it is in force from now on."""
    _happened(session, EXTENDED, due_on=due_on, **written)


def refuse_time(session: Session, **written: Unpack[Written]) -> None:
    """Refuse a later day, with words; the day in force stays."""
    _happened(session, REFUSED, **written)


def withdraw(session: Session, **written: Unpack[Written]) -> None:
    """Take a promise off the list, with the reason."""
    _happened(session, WITHDRAWN, **written)


def carry(
    session: Session, *, due_on: date, meeting: int | None = None, **written: Unpack[Written]
) -> None:
    """Agree on a later date for a promise (结转); the first date stays on record.

    Raises:
        EntryRefused: if the new date is not later than the one in force.
    """
    _happened(session, CARRIED, due_on=due_on, meeting=meeting, **written)


def standing(
    session: Session, *, as_of: date, rules: Rules, place: str | None = None
) -> pl.DataFrame:
    """Return the promises that one place sees (`concern`), or all, with their state on a day."""
    columns = [_MEETINGS.c.place if name == "place" else _PROMISES.c[name] for name in PROMISED]
    query = select(*columns).join(_MEETINGS, _MEETINGS.c.id == _PROMISES.c.meeting)
    if place is not None:
        by, region = _MEETINGS.c.place, _PROMISES.c.region
        query = query.where(concerns(session, place, by=by, region=region))
    made = fetch(session, query, PROMISED)
    return standings.promises(made, events(session), as_of=as_of, rules=rules)


def events(session: Session, *, promise: int | None = None) -> pl.DataFrame:
    """Return what happened to one promise or to all, in the order it was written down."""
    query = select(*(_EVENTS.c[name] for name in PROMISE_EVENTS))
    if promise is not None:
        query = query.where(_EVENTS.c.promise == promise)
    return fetch(session, query, PROMISE_EVENTS).sort("id")


def _meeting(session: Session, meeting: int) -> tuple[str, date]:
    """Return place and day of a meeting."""
    m = _MEETINGS.c
    row = session.execute(select(m.place, m.held_on).where(m.id == meeting)).first()
    if row is None:
        raise UnknownChoice(f"没有编号为{meeting}的调度会。")
    return row[0], row[1]


def _refuse_closed(session: Session, meeting: int) -> None:
    e = _ENTRIES.c
    closed = select(e.by).where(e.meeting == meeting, e.kind.in_(meetings.ENDS)).order_by(e.id)
    if (by := session.scalar(closed.limit(1))) is not None:
        raise EntryRefused(f"该次会议已由{by}结束，本次未登记，请在下一次会议登记承诺。")


def _begun(session: Session, promise: int) -> Begun:
    """Return a promise, by the place of its meeting."""
    t = _PROMISES.c
    query = select(t.made_on, t.due_on, t.region, _MEETINGS.c.place)
    held = query.join(_MEETINGS, _MEETINGS.c.id == t.meeting)
    row = session.execute(held.where(t.id == promise)).first()
    if row is None:
        raise UnknownChoice(f"没有编号为{promise}的承诺。")
    return Begun(
        number=promise_number(promise), named="该承诺", place=row.place, region=row.region,
        on=row.made_on, due_on=row.due_on,
    )  # fmt: skip


_BOOK = Book(
    table=_PROMISES, log=_EVENTS, of="promise", called="承诺", began="作出",
    ended={KEPT: "兑现销号", WITHDRAWN: "撤销"}, over="", steps=STEPS, begun=_begun,
    events=lambda session, promise: events(session, promise=promise),
)  # fmt: skip


def _happened(
    session: Session,
    kind: str,
    *,
    due_on: date | None = None,
    meeting: int | None = None,
    **written: Unpack[Written],
) -> None:
    number = written["promise"]
    append_event(session, _BOOK, kind, number, due_on=due_on, meeting=meeting, told=written)
