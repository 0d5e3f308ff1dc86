"""The book of a meeting (调度会): what is written down in it, who was there, its end, and that it is void.

Rows are only ever added. Functions take a session of `session_scope(writing=True)` and never commit.
"""

from datetime import UTC, date, datetime
from typing import Any, Required, Unpack

import polars as pl
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.days.beijing import BEIJING
from metrics.dispatch import attendance
from metrics.dispatch.attendance import Attendance
from metrics.dispatch.meeting import (
    ATTENDANCE,
    CLOSED,
    ENDS,
    MINUTES,
    NOTE,
    TOPIC,
    VOIDED,
    Meeting,
    latest,
)
from metrics.dispatch.standing import open_promises
from metrics.errors import UnknownChoice
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.dispatch import meetings, promises
from sql.dispatch.journal import Entry, EntryRefused, add, sent_before, signed, text
from sql.models import dispatch as tables
from sql.reported.access.allowed import need

_MEETINGS, _ENTRIES = tables.MEETINGS, tables.MEETING_ENTRIES
_OVER = {CLOSED: "结束", VOIDED: "作废"}
_LOGGED = {
    NOTE: "会议记录", TOPIC: "增加议题", MINUTES: "会议纪要", CLOSED: "闭会", ATTENDANCE: "出席登记",
    VOIDED: "会议作废",
}  # fmt: skip

WITHDRAWN_WITH = "所在调度会作废：{}"


class Written(Entry, total=False):
    """What is written down in a meeting: its number and the words; the end of one may go without.

    A form that is filled in again to the word writes nothing more either.
    """

    meeting: Required[int]
    words: str


def note(session: Session, *, item: str, **written: Unpack[Written]) -> None:
    """Write a note to one agenda item of an open meeting; earlier notes stay."""
    if item not in {each.key for each in meetings.agenda_of(session, written["meeting"]).items}:
        raise UnknownChoice("本次会议的议程中没有这一项。")
    _write(session, NOTE, item=item, **written)


def add_topic(session: Session, **written: Unpack[Written]) -> None:
    """Write down a topic that came up after the meeting had opened; the agenda stays as it is."""
    _write(session, TOPIC, **written)


def close(session: Session, **written: Unpack[Written]) -> None:
    """Close a meeting: no more notes or promises, and the next one may open."""
    _write(session, CLOSED, **written)


def write_minutes(session: Session, *, seen: int | None = None, **written: Unpack[Written]) -> None:
    """Keep a version of the minutes (会议纪要); the last one counts, also after the meeting.

    `seen` is how many versions there were when the text was taken up (null: does not matter).

    Raises:
        EntryRefused: if somebody kept another version meanwhile.
    """
    queue_for_writing(session, table=_MEETINGS)
    number = written["meeting"]
    words = text(written.get("words", ""), "会议纪要", longest=None)
    one = meetings.meeting(session, number)
    need(session, Action.HOLD_MEETING, one.place)
    if one.voided is not None:
        raise EntryRefused("该次会议已作废，不再起草纪要。")
    before = [entry for entry in meetings.entries(session, number) if entry.kind == MINUTES]
    if before and before[-1].text == words:
        return
    if seen is not None and len(before) > seen:
        raise EntryRefused(
            f"{before[-1].by}已另存过一稿纪要，本次未保存：请刷新页面查看；如以本稿为准，请再保存一次。"
        )
    _kept(
        session, one, MINUTES, by=written.get("by"), at=written.get("at"),
        form=written.get("form"), item=None, text=words,
    )  # fmt: skip


def _write(
    session: Session, kind: str, *, item: str | None = None, **written: Unpack[Written]
) -> None:
    queue_for_writing(session, table=_MEETINGS)
    number, by, form = written["meeting"], written.get("by"), written.get("form")
    one = meetings.meeting(session, number)
    need(session, Action.HOLD_MEETING, one.place)
    words = text(written.get("words", "会议结束" if kind == CLOSED else ""), "内容")
    said = {"item": item, "text": words}
    known = {"meeting": number, "kind": kind, **said, "by": signed(by)}
    if sent_before(session, _ENTRIES, form, **known):
        return
    if one.closed_at is not None:
        ended = next(entry for entry in meetings.entries(session, number) if entry.kind in ENDS)
        raise EntryRefused(f"该次会议已由{ended.by}{_OVER[ended.kind]}，本次未登记。")
    _kept(session, one, kind, by=by, at=written.get("at"), form=form, **said)


def _kept(session: Session, one: Meeting, kind: str, **values: Any) -> None:
    """Add an entry to a meeting's book and note it in the log; the caller has asked who may."""
    add(session, _ENTRIES, meeting=one.id, kind=kind, **values)
    chain.note(session, _LOGGED[kind], meetings.CALLED.format(one), place=one.place)


def attend(session: Session, *, meeting: int, named: Attendance, **written: Unpack[Entry]) -> None:
    """Write down who was there, also after the meeting; the last entry counts.

    Raises:
        EntryRefused: if the meeting is void, nothing was typed, or a text cannot be kept.
        NotAllowed: if who acts may not hold meetings of the place.
    """
    queue_for_writing(session, table=_MEETINGS)
    one = meetings.meeting(session, meeting)
    need(session, Action.HOLD_MEETING, one.place)
    if one.voided is not None:
        raise EntryRefused("该次会议已作废，不再登记出席情况。")
    words = attendance.kept(_tidied(named))
    if sent_before(session, _ENTRIES, written.get("form")):
        return
    before = attendance.latest(meetings.entries(session, meeting))
    if words != attendance.kept(before):
        _kept(session, one, ATTENDANCE, item=None, text=words, **written)


def _tidied(named: Attendance) -> Attendance:
    if not any(each.strip() for each in named):
        raise EntryRefused("请至少填写主持人或出席人员。")
    pairs = zip(attendance.LABELS, named, strict=True)
    return Attendance(*(text(each, label) if each.strip() else "" for label, each in pairs))


def void(session: Session, **written: Unpack[Written]) -> int:
    """Void a meeting with the reason (words), open or closed; return how many promises went with it.

    It is kept and shown, but has no number, and the next is not compared with it. What was promised
    in it and is still open is withdrawn, with the reason. Orders issued in it went out under their own
    numbers: they stay, and are withdrawn one by one where that is meant. What was written down in it of
    earlier promises stays, and the next meeting hears of it.

    Raises:
        EntryRefused: if a later one of the place stands (its number and changes rest on this one), it
            is void already, or there is no reason.
        NotAllowed: if who acts may not hold meetings of the place.
    """
    queue_for_writing(session, table=_MEETINGS)
    number, by, form = written["meeting"], written.get("by"), written.get("form")
    one = meetings.meeting(session, number)
    need(session, Action.HOLD_MEETING, one.place)
    reason = text(written.get("words", ""), "作废原因")
    if sent_before(session, _ENTRIES, form, meeting=number, kind=VOIDED, text=reason):
        return 0
    _refuse(session, one)
    entry: Entry = {"by": by, "at": written.get("at")}
    gone = _withdrawn(session, one, WITHDRAWN_WITH.format(reason), entry)
    _kept(session, one, VOIDED, item=None, text=reason, form=form, **entry)
    return gone


def _refuse(session: Session, one: Meeting) -> None:
    if one.voided is not None:
        raise EntryRefused("该次会议已经作废。")
    last = latest(meetings.meetings(session, place=one.place))
    if last is not None and last.id != one.id:
        raise EntryRefused(
            f"其后已召开{last.held_on}的会议，其次数和变化以本次会议为基础，不能作废本次会议。"
        )


def _withdrawn(session: Session, one: Meeting, words: str, entry: Entry) -> int:
    """Withdraw the promises of a meeting that are still open; return how many."""
    standing = promises.standing(session, as_of=date.max, rules=meetings.rules_of(one))
    made = open_promises(standing).filter(pl.col("meeting") == one.id)["id"]
    voided = (entry.get("at") or datetime.now(UTC)).astimezone(BEIJING).date()
    for promise in made:
        day = max(one.held_on, voided)
        promises.withdraw(session, promise=promise, on=day, words=words, **entry)
    return len(made)
