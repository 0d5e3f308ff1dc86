"""Promises (承诺) made in a meeting: who, what, by when; kept, carried or withdrawn later on.

Functions take a session of `session_scope(writing=True)` and never commit.
"""

from datetime import date, datetime

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
from sql.dispatch.concern import concerns
from sql.dispatch.journal import EntryRefused, add, place_code, text
from sql.models import dispatch as tables

_PROMISES, _EVENTS, _MEETINGS = tables.PROMISES, tables.PROMISE_EVENTS, tables.MEETINGS
_ENTRIES = tables.MEETING_ENTRIES


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
) -> int:
    """Write down a promise made in an open meeting and return its number.

    `item` is the key of the agenda item at which it was made; `project` is null where the promise
    is not about one project.

    Raises:
        EntryRefused: if the meeting is closed, a text is missing, or the day lies before it.
    """
    # Closing the meeting waits in the same queue: no promise slips in behind its back.
    queue_for_writing(session, table=_MEETINGS)
    held_on = _open_on(session, meeting)
    if due_on < held_on:
        raise EntryRefused(f"承诺时限{due_on}早于会议日期{held_on}，请更正。")
    return add(
        session, _PROMISES, by=by, at=at, meeting=meeting, item=item, region=place_code(region),
        project=project or None, who=text(who, "承诺人"), what=text(what, "承诺事项"),
        made_on=held_on, due_on=due_on,
    )  # fmt: skip


def reply(
    session: Session, *, promise: int, on: date, words: str, by: str, at: datetime | None = None
) -> None:
    """Write down how a promise is getting on; it stays open."""
    _happened(session, REPLIED, promise=promise, on=on, words=words, by=by, at=at)


def keep(
    session: Session, *, promise: int, on: date, words: str, by: str, at: datetime | None = None
) -> None:
    """Write down that a promise was kept on a day (兑现销号)."""
    _happened(session, KEPT, promise=promise, on=on, words=words, by=by, at=at)


def withdraw(
    session: Session, *, promise: int, on: date, words: str, by: str, at: datetime | None = None
) -> None:
    """Take a promise off the list, with the reason."""
    _happened(session, WITHDRAWN, promise=promise, on=on, words=words, by=by, at=at)


def carry(
    session: Session,
    *,
    promise: int,
    on: date,
    due_on: date,
    words: str,
    by: str,
    meeting: int | None = None,
    at: datetime | None = None,
) -> None:
    """Agree on a later date for a promise (结转); the first date stays on record.

    Raises:
        EntryRefused: if the new date is not later than the one in force.
    """
    queue_for_writing(session, table=_PROMISES)
    earlier = [_row(session, promise)[1], *events(session, promise=promise)["due_on"].drop_nulls()]
    if due_on <= max(earlier[-1], on):
        raise EntryRefused(f"结转后的时限应晚于登记日期和原时限{earlier[-1]}。")
    _happened(
        session, CARRIED, promise=promise, on=on, words=words, by=by, at=at, due_on=due_on,
        meeting=meeting,
    )  # fmt: skip


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


def _open_on(session: Session, meeting: int) -> date:
    held_on: date | None = session.scalar(
        select(_MEETINGS.c.held_on).where(_MEETINGS.c.id == meeting)
    )
    if held_on is None:
        raise UnknownChoice(f"没有编号为{meeting}的调度会。")
    e = _ENTRIES.c
    closed = select(e.id).where(e.meeting == meeting, e.kind == meetings.CLOSED)
    if session.execute(closed).first() is not None:
        raise EntryRefused("该次调度会已结束，不能再登记承诺，请在下一次会议登记。")
    return held_on


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
    promise: int,
    on: date,
    words: str,
    by: str,
    at: datetime | None,
    **values: object,
) -> None:
    queue_for_writing(session, table=_PROMISES)
    made_on, _ = _row(session, promise)
    if on < made_on:
        raise EntryRefused(f"该承诺于{made_on}作出，不能登记更早的日期{on}。")
    over = events(session, promise=promise).filter(pl.col("kind").is_in([KEPT, WITHDRAWN]))
    if over.height:
        raise EntryRefused("该承诺已兑现或撤销，不能再登记。")
    add(
        session, _EVENTS, by=by, at=at, promise=promise, kind=kind, happened_on=on,
        text=text(words, "办理情况"), **values,
    )  # fmt: skip
