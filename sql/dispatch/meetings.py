"""Dispatch meetings (调度会): frozen when they open, so that nothing changes under the speaker.

Functions take a session of `session_scope(writing=True)` and never commit.
"""

from collections.abc import Iterable
from datetime import date, datetime

import polars as pl
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import PromisesItem
from metrics.dispatch.meeting import (
    ENDS,
    VOIDED,
    Meeting,
    MeetingEntry,
    comparable,
    latest,
)
from metrics.dispatch.meeting_agenda import Earlier, built
from metrics.errors import NothingReported, UnknownChoice
from metrics.packs import pack as packs
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.scope import Scope
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.database.moments import read
from sql.dispatch import kept_agendas, promises
from sql.dispatch.journal import EntryRefused, add, place_code, sent_before, text
from sql.models import REVIEWS, SUBMISSIONS
from sql.models import dispatch as tables
from sql.reported import history
from sql.reported.access.allowed import need
from sql.reported.review.written import last_moment, newest_review
from sql.reported.statements import newest_known

_MEETINGS, _ENTRIES = tables.MEETINGS, tables.MEETING_ENTRIES
CALLED = "{0.held_on}调度会（编号{0.id}）"


def open_meeting(
    session: Session,
    *,
    place: str,
    held_on: date,
    data_date: date,
    year: int,
    rules: str,
    by: str | None = None,
    topics: Iterable[str] = (),
    at: datetime | None = None,
    form: str | None = None,
) -> Meeting:
    """Open a meeting: freeze what is known of its data date, and build and keep its agenda.

    A form (`form`) that is sent again gets the meeting it opened.

    Raises:
        EntryRefused: if one is open in this place, or the days are in the wrong order.
        NothingReported: if nothing has been reported by the data date.
        NotAllowed: if who acts may not hold meetings of the place.
    """
    queue_for_writing(session, table=_MEETINGS)
    need(session, Action.HOLD_MEETING, place_code(place))
    if sent := sent_before(session, _MEETINGS, form):
        return meeting(session, sent)
    before = _last(session, place=place)
    _check_days(before, held_on=held_on, data_date=data_date)
    number, review, known_at = _newest(session)
    agenda = _agenda(
        session, Scope(place, data_date, year, rules), held_on=held_on, before=before,
        known_at=known_at, topics=topics,
    )  # fmt: skip
    new = add(
        session, _MEETINGS, by=by, at=at, form=form, place=place, held_on=held_on, data_date=data_date,
        year=year, rules=rules, submission=number, review=review, known_at=known_at, agenda=kept_agendas.write(agenda),
    )  # fmt: skip
    opened = meeting(session, new)
    chain.note(session, "开会", CALLED.format(opened), place=place, data_date=data_date)
    return opened


def _agenda(
    session: Session, scope: Scope, *, held_on: date, before: Meeting | None, known_at: str,
    topics: Iterable[str],
) -> Agenda:  # fmt: skip
    """Build the agenda of a meeting from what is known of its scope at a moment."""
    frames = history.frames(session, as_of=scope.as_of, year=scope.year, known_at=read(known_at))
    pack = packs.rules_of(scope)
    standing = promises.standing(session, as_of=held_on, rules=pack, place=scope.place)
    unheard = [] if before is None else waiting(session, before)
    return built(
        frames, pack, place=scope.place,
        before=None if before is None else _compared(session, before, frames, known_at),
        promises=standing.filter(pl.col("id").is_in(unheard)),
        topics=[text(topic, "议题") for topic in topics],
    )  # fmt: skip


def meeting(session: Session, number: int) -> Meeting:
    """Return one meeting; UnknownChoice if there is none of that number."""
    matches = _meetings_where(session, _MEETINGS.c.id == number)
    if not matches:
        raise UnknownChoice(f"没有编号为{number}的调度会。")
    return matches[0]


def meetings(session: Session, *, place: str | None = None) -> list[Meeting]:
    """Return the meetings of one place or of all, the last held first."""
    return _meetings_where(session, *([] if place is None else [_MEETINGS.c.place == place]))


def open_one(session: Session, *, place: str) -> Meeting | None:
    """Return the meeting that is open in a place, if there is one."""
    return next((m for m in meetings(session, place=place) if m.closed_at is None), None)


def frames_of(session: Session, number: int) -> Frames:
    """Return the records a meeting looks at: the same whatever was submitted since."""
    one = meeting(session, number)
    return history.frames(session, as_of=one.data_date, year=one.year, known_at=read(one.known_at))


def rules_of(meeting: Meeting) -> RulePack:
    """Return the rules in force on a meeting's data date."""
    return packs.rules_of(meeting.scope)


def agenda_of(session: Session, number: int) -> Agenda:
    """Return a meeting's agenda as it was built when it opened."""
    agenda = session.scalar(select(_MEETINGS.c.agenda).where(_MEETINGS.c.id == number))
    if agenda is None:
        raise UnknownChoice(f"没有编号为{number}的调度会。")
    return kept_agendas.read(agenda)


def entries(session: Session, number: int) -> list[MeetingEntry]:
    """Return what was written down in a meeting, first entry first."""
    e = _ENTRIES.c
    query = select(e.kind, e.item, e.text, e.at, e.by).where(e.meeting == number).order_by(e.id)
    return [MeetingEntry(**row) for row in session.execute(query).mappings()]


def waiting(session: Session, after: Meeting) -> list[int]:
    """Return the promises that the meeting after this one has to hear about.

    They are those made in it, and those that it heard were still open: a promise kept on the very
    day, after the meeting had opened, is heard of next time.
    """
    p = tables.PROMISES.c
    made = session.scalars(select(p.id).where(p.meeting == after.id))
    heard = agenda_of(session, after.id).of(PromisesItem)
    rows = (row for item in heard for row in item.rows)
    return sorted({*made, *(row["id"] for row in rows if row["ended_on"] is None)})


def _meetings_where(session: Session, *conditions: ColumnElement[bool]) -> list[Meeting]:
    m, e = _MEETINGS.c, _ENTRIES.c
    said = {
        "closed_at": select(e.at).where(e.meeting == m.id, e.kind.in_(ENDS)),
        "voided": select(e.text).where(e.meeting == m.id, e.kind == VOIDED),
    }
    columns = [m[name] for name in Meeting.__dataclass_fields__ if name not in said]
    firsts = (
        one.order_by(e.id).limit(1).scalar_subquery().label(name) for name, one in said.items()
    )
    query = select(*columns, *firsts).where(*conditions)
    rows = session.execute(query.order_by(m.held_on.desc(), m.id.desc())).mappings()
    return [Meeting(**row) for row in rows]


def _last(session: Session, *, place: str) -> Meeting | None:
    held = meetings(session, place=place)
    for one in held:
        if one.closed_at is None:
            raise EntryRefused(
                f"{one.held_on}的会议已由{one.by}召开、还没有结束，本次未另行召开：请先结束该次会议。"
            )
    return latest(held)


def _check_days(before: Meeting | None, *, held_on: date, data_date: date) -> None:
    if data_date > held_on:
        raise EntryRefused(f"数据截止日期{data_date}晚于会议日期{held_on}，请更正。")
    if before is not None and held_on < before.held_on:
        raise EntryRefused(f"会议日期{held_on}早于上一次会议{before.held_on}，请更正。")


def _newest(session: Session) -> tuple[int, int, str]:
    """Return the numbers of the newest submission and the newest review, and the later moment of both."""
    moment = last_moment(session)
    number = newest_known(session, None)
    if moment is None or not number:
        raise NothingReported("数据库中还没有任何报送，请先导入工作簿。")
    return number, newest_review(session), moment


def _compared(session: Session, before: Meeting, now: Frames, known_at: str) -> Earlier | None:
    """Return what the last meeting saw, and the same data date as known now; null where the two
    meetings cannot be compared because the year or the order of data dates differs."""
    if not comparable(before, year=now.year, data_date=now.as_of):
        return None
    seen, rules = frames_of(session, before.id), rules_of(before)
    if not _later(session, before):
        return Earlier(seen, seen, rules)
    known_now = history.frames(
        session, as_of=before.data_date, year=before.year, known_at=read(known_at)
    )
    return Earlier(seen, known_now, rules)


def _later(session: Session, before: Meeting) -> bool:
    """Say whether anything was accepted or decided since a meeting of what it looked at."""
    s, r = SUBMISSIONS.c, REVIEWS.c
    seen = s.data_date <= before.data_date
    accepted = select(s.id).where(seen, s.id > before.submission)
    decided = select(r.id).join_from(REVIEWS, SUBMISSIONS, r.submission == s.id)
    decided = decided.where(seen, r.at > before.known_at)
    return any(session.execute(query.limit(1)).first() for query in (accepted, decided))
