"""A change of divisions (区划调整) taken back: every statement reads as it did before it.

Nothing is deleted. It can be taken back while nothing rests on it: no later report, change or meeting.
"""

from collections.abc import Collection, Sequence
from hashlib import sha256
from typing import Unpack

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.records.reports import ADJUSTED
from metrics.records.succession import CARRIED_OUT, REVOKED
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.dispatch.journal import Entry, add, sent_before, signed, text
from sql.divisions.changes import digest_of, file_name
from sql.divisions.intended import ChangeRefused
from sql.divisions.listed import Change, changes
from sql.models import SUBMISSIONS
from sql.models.dispatch import MEETINGS
from sql.models.divisions import DIVISION_CHANGE_EVENTS
from sql.reported.access.allowed import need_all, need_anywhere
from sql.reported.statements import stands
from sql.reported.submissions import recorded
from sql.reported.undoing.meetings_resting import meeting_stands

LONGEST_REASON = 200


def revoke(session: Session, *, change: int, reason: str, **entry: Unpack[Entry]) -> int:
    """Take a change back, with a reason, and return its number; a form sent again does nothing more.

    Raises:
        ChangeRefused: if there is no such change in force, or a later change, report or meeting
            rests on it.
        EntryRefused: without a reason.
        NotAllowed: if who acts may not do so for every division that it was about.
    """
    queue_for_writing(session)
    need_anywhere(session, Action.CHANGE_DIVISIONS)
    if sent_before(session, DIVISION_CHANGE_EVENTS, entry.get("form")) is not None:
        return change
    why = text(reason, "撤回原因", longest=LONGEST_REASON)
    listed = changes(session)
    one = next((each for each in listed if each.id == change and each.state == CARRIED_OUT), None)
    if one is None:
        raise ChangeRefused(f"没有编号为{change}的已办理的区划调整，请核对。")
    need_all(session, Action.CHANGE_DIVISIONS, {code for line in one.lines for code in line})
    stored = _stored(session, one)
    _refuse_rested_on(session, one, listed, stored)
    _take_back(session, one, stored, by=signed(entry.get("by")))
    add(
        session, DIVISION_CHANGE_EVENTS, change=change, kind=REVOKED, text=f"已撤回：{why}", **entry
    )
    place = one.lines[0][0] if one.lines else None
    chain.note(session, "撤回区划调整", one.document, place=place, change=change, reason=why)
    return change


def _stored(session: Session, change: Change) -> list[RowMapping]:
    """Return the submissions by which a change was carried out, the first accepted first."""
    s = SUBMISSIONS.c
    name = file_name(change.document)
    query = select(s.id, s.unit, s.data_date, s.file_sha256).where(
        s.kind == ADJUSTED, s.file_name == name
    )
    rows = session.execute(query.order_by(s.id)).mappings()
    return [
        row for row in rows
        if row["file_sha256"] == digest_of(name, change.id, row["unit"], row["data_date"])
    ]  # fmt: skip


def _refuse_rested_on(
    session: Session, change: Change, listed: Sequence[Change], stored: Sequence[RowMapping]
) -> None:
    codes = {code for pair in change.lines for code in pair}
    for later in listed:
        named = {code for pair in later.lines for code in pair}
        if later.id > change.id and later.state == CARRIED_OUT and named & codes:
            raise ChangeRefused(f"编号{later.id}的区划调整以这一次为基础，请先撤回那一次。")
    if not stored:
        return
    _refuse_reported(session, {*codes, *(row["unit"] for row in stored)}, after=stored[-1]["id"])
    m = MEETINGS.c
    held = select(m.held_on).where(
        m.data_date >= change.since, m.submission >= stored[0]["id"], meeting_stands()
    )
    if (met := session.scalar(held.order_by(m.id).limit(1))) is not None:
        raise ChangeRefused(
            f"{met}的调度会已以调整后的数据为依据，不能撤回；调整有误的，请再办理一次相反的调整。"
        )


def _refuse_reported(session: Session, units: Collection[str], *, after: int) -> None:
    s = SUBMISSIONS.c
    since = select(s.unit, s.data_date, s.kind).where(s.id > after, s.unit.in_(units), stands())
    rested = session.execute(since.order_by(s.id).limit(1)).first()
    if rested is None:
        return
    if rested.kind == ADJUSTED:
        raise ChangeRefused(
            f"此后办理的区划调整也改写了{rested.unit}的报送，请先撤回后办理的那一次。"
        )
    raise ChangeRefused(
        f"{rested.unit}在办理之后又有报送（数据截止日期{rested.data_date}），不能撤回；"
        "调整有误的，请再办理一次相反的调整。"
    )


def _take_back(session: Session, change: Change, stored: Sequence[RowMapping], *, by: str) -> None:
    """Take back what the change made units say, the last first: from now on neither is in line."""
    name = f"撤回区划调整：{change.document}"
    for row in reversed(stored):
        recorded(
            session, at=None, unit=row["unit"], data_date=row["data_date"], sent_by=by, file_name=name,
            file_sha256=sha256(f"{name} {change.id} {row['id']}".encode()).hexdigest(),
            added=0, changed=0, removed=0, unchanged=0, undoes=row["id"],
        )  # fmt: skip
