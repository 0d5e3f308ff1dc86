"""The show of a meeting (会议放映): a link that leads to one meeting, to look at only, for half a day."""

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, exists, insert, select
from sqlalchemy.orm import Session

from metrics.access.acting import NotSignedIn, not_allowed
from metrics.access.actor import Actor
from metrics.access.permissions import Action
from metrics.dispatch.meeting import ENDS
from sql.accounts import sessions, signing_in
from sql.accounts.signing_in import Door, SignInRefused
from sql.database import chain
from sql.database.moments import written
from sql.dispatch.journal import EntryRefused
from sql.models.accounts import ACCOUNTS, TICKETS
from sql.models.dispatch import MEETING_ENTRIES, MEETINGS
from sql.reported.access import standing
from sql.reported.access.allowed import line_up, need

MADE, HOW = "生成放映链接", "放映链接"
OVER = "放映链接无效或已过期，或会议已结束。请向会议主持单位索取新的链接。"
_T = TICKETS.c


def make(session: Session, *, meeting: int, now: datetime | None = None) -> str:
    """Return the token of a new link to a meeting that is open.

    Raises:
        NotAllowed: unless who acts may show meetings of its place, and not by such a link.
        NotSignedIn: for the machine: a link stands for an account.
        EntryRefused: if there is no such meeting, or it is closed.
    """
    place = session.scalar(select(MEETINGS.c.place).where(MEETINGS.c.id == meeting, _is_open()))
    if place is None:
        raise EntryRefused("会议已结束，不能再生成放映链接。")
    who = need(session, Action.SHOW_MEETING, place)
    if who.account is None:
        raise NotSignedIn("请登录后再生成放映链接。")
    if who.meeting is not None:
        raise not_allowed(MADE)
    at, token = now or datetime.now(UTC), sessions.new_token()
    row = insert(TICKETS).values(
        digest=sessions.digest(token), kind=sessions.SHOW_LINK, account=who.account,
        detail=json.dumps({"meeting": meeting}), at=written(at),
        ends_at=written(at + timedelta(hours=sessions.SHOWN_HOURS)),
    )  # fmt: skip
    session.execute(row)
    chain.note(session, MADE, f"调度会{meeting}", place=place)
    return token


def meeting_of(session: Session, token: str, *, now: datetime | None = None) -> tuple[int, int]:
    """Return account and meeting of a link.

    Raises:
        SignInRefused: where it is none or was ended, it or the meeting is over, or who made it may show
            meetings of its place no longer.
    """
    at = written(now or datetime.now(UTC))
    held = (
        _T.digest == sessions.digest(token),
        _T.kind == sessions.SHOW_LINK,
        _T.used_at.is_(None),
        _T.ends_at > at,
    )
    row = session.execute(select(_T.account, _T.detail).where(*held)).first()
    meeting = None if row is None else int(json.loads(row.detail)["meeting"])
    place = session.scalar(select(MEETINGS.c.place).where(MEETINGS.c.id == meeting, _is_open()))
    if row is None or meeting is None or place is None or not _may(session, row.account, place):
        raise SignInRefused(OVER)
    return row.account, meeting


def enter(session: Session, token: str, door: Door) -> tuple[str, int]:
    """Begin a session that may show a meeting only; return its token and the meeting."""
    account, meeting = meeting_of(session, token)
    return signing_in.enter(session, account=account, door=door, how=HOW, meeting=meeting), meeting


def _may(session: Session, account: int, place: str) -> bool:
    """Say whether an account that is not locked may show meetings of a place today."""
    active = session.scalar(select(ACCOUNTS.c.active).where(ACCOUNTS.c.id == account))
    who = Actor(
        account=account, name="", shown="", grants=standing.grants(session, [account])[account]
    )
    return bool(active) and who.may(Action.SHOW_MEETING, line_up(session, place))


def _is_open() -> ColumnElement[bool]:
    e = MEETING_ENTRIES.c
    return ~exists().where(e.meeting == MEETINGS.c.id, e.kind.in_(ENDS))
