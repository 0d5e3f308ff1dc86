"""Promises (承诺) made in a meeting: who, what, by when; kept, carried or withdrawn later on.

Functions take a session of `session_scope(writing=True)` and never commit.
"""

from datetime import date, datetime
from typing import Required, Unpack

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.dispatch import meeting as meetings
from metrics.dispatch import standing as standings
from metrics.dispatch.standing import CARRIED, KEPT, PROMISE_EVENTS, PROMISED, REPLIED, WITHDRAWN
from metrics.errors import UnknownChoice
from metrics.rules.value import Rules
from sql.database.engine import queue_for_writing
from sql.database.reading import fetch
from sql.dispatch.concern import concerns, lies_in
from sql.dispatch.journal import Entry, EntryRefused, add, place_code, sent_before, text
from sql.models import dispatch as tables

_PROMISES, _EVENTS, _MEETINGS = tables.PROMISES, tables.PROMISE_EVENTS, tables.MEETINGS
_ENTRIES = tables.MEETING_ENTRIES
_ENDED = {KEPT: "兑现销号", WITHDRAWN: "撤销"}


def make(
    session: Session,
    *,
    meeting: int,
    region: str,
    who: str,
    what: str,
    due_on: date,
    by: str,
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
    """
    # Closing the meeting waits in the same queue: no promise slips in behind its back.
    queue_for_writing(session, table=_MEETINGS)
    said = {
        "meeting": meeting, "item": item, "region": place_code(text(region, "地区")), "due_on": due_on,
        "project": project or None, "who": text(who, "承诺人"), "what": text(what, "承诺事项"),
    }  # fmt: skip
    if before := sent_before(session, _PROMISES, form, **said, by=text(by, "经办人")):
        return before
    place, held_on = _open(session, meeting)
    if not lies_in(session, place=place, region=region):
        raise EntryRefused("承诺地区不在会议地区的范围内，请改选本级或下级地区。")
    if due_on < held_on:
        raise EntryRefused(f"承诺时限{due_on}早于会议日期{held_on}，请更正。")
    return add(session, _PROMISES, by=by, at=at, form=form, made_on=held_on, **said)


class Written(Entry):
    """What every event of a promise says: its number, the day and the words."""

    promise: Required[int]
    on: Required[date]
    words: Required[str]


def reply(session: Session, **written: Unpack[Written]) -> None:
    """Write down how a promise is getting on; it stays open."""
    _happened(session, REPLIED, **written)


def keep(session: Session, **written: Unpack[Written]) -> None:
    """Write down that a promise was kept on a day (兑现销号)."""
    _happened(session, KEPT, **written)


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
    query = select(*(_PROMISES.c[name] for name in PROMISED))
    if place is not None:
        query = query.join(_MEETINGS, _MEETINGS.c.id == _PROMISES.c.meeting)
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


def _open(session: Session, meeting: int) -> tuple[str, date]:
    """Return place and day of a meeting that is open."""
    m, e = _MEETINGS.c, _ENTRIES.c
    row = session.execute(select(m.place, m.held_on).where(m.id == meeting)).first()
    if row is None:
        raise UnknownChoice(f"没有编号为{meeting}的调度会。")
    closed = select(e.by).where(e.meeting == meeting, e.kind == meetings.CLOSED)
    if (by := session.scalar(closed)) is not None:
        raise EntryRefused(f"该次会议已由{by}结束，本次未登记，请在下一次会议登记承诺。")
    return row[0], row[1]


def _row(session: Session, promise: int) -> tuple[date, date]:
    t = _PROMISES.c
    row = session.execute(select(t.made_on, t.due_on).where(t.id == promise)).first()
    if row is None:
        raise UnknownChoice(f"没有编号为{promise}的承诺。")
    return row[0], row[1]


def _happened(
    session: Session,
    kind: str,
    *,
    due_on: date | None = None,
    meeting: int | None = None,
    **written: Unpack[Written],
) -> None:
    promise, on, by, form = written["promise"], written["on"], written["by"], written.get("form")
    said = {
        "promise": promise, "kind": kind, "happened_on": on, "due_on": due_on, "meeting": meeting,
        "text": text(written["words"], "办理情况"),
    }  # fmt: skip
    queue_for_writing(session, table=_PROMISES)
    made_on, first_due = _row(session, promise)
    if sent_before(session, _EVENTS, form, **said, by=text(by, "经办人")):
        return
    if on < made_on:
        raise EntryRefused(f"该承诺于{made_on}作出，不能登记更早的日期{on}。")
    happened = events(session, promise=promise)
    _refuse_over(happened)
    agreed = [first_due, *happened["due_on"].drop_nulls()][-1]
    if due_on is not None and due_on <= max(agreed, on):
        raise EntryRefused(f"结转后的时限应晚于登记日期和原时限{agreed}。")
    add(session, _EVENTS, by=by, at=written.get("at"), form=form, **said)


def _refuse_over(happened: pl.DataFrame) -> None:
    """Say when and by whom a promise was ended: mostly on another screen, while this one was open."""
    for row in happened.filter(pl.col("kind").is_in([*_ENDED])).iter_rows(named=True):
        raise EntryRefused(
            f"该承诺已于{row['happened_on']}由{row['by']}{_ENDED[row['kind']]}，本次未登记。"
        )
