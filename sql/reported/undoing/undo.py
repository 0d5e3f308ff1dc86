"""The last submission of a unit taken back (撤回), with a reason: everything reads as it did before it.

Nothing is deleted: what takes it back is a submission of its own that says nothing, and from its
acceptance on neither is in line (`sql/reported/statements.py`). Only the last one that stands can
be taken back, and then the one before it, so that what was reported later never rests on air.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.access.acting import actor, signed
from metrics.access.permissions import Action
from metrics.errors import UserError
from metrics.packs.review_levels import levels_of
from metrics.records.reports import ADJUSTED, DIVISIONS, Submission
from metrics.reporting.review.decisions import Decision
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.models import SUBMISSIONS
from sql.reported.access.allowed import need
from sql.reported.history import LISTED
from sql.reported.review.written import last_decision, write
from sql.reported.statements import Seen, newest_known, stands
from sql.reported.submissions import recorded, statement
from sql.reported.undoing.meetings_resting import resting
from sql.reported.undoing.reasons import tidy_reason, wrong_reason
from sql.reported.undoing.restored import objection

INSTEAD = "请按同一数据截止日期重新报送正确的工作簿，更正会列入“本期变化”。"


class NotUndone(UserError):
    """A submission cannot be taken back."""

    exit_code = 43


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was taken back, and the number under which that was accepted."""

    by: int
    submission: Submission


def undo(
    session: Session,
    *,
    unit: str,
    reason: str,
    sent_by: str | None = None,
    as_of: date | None = None,
    submission: int | None = None,
    at: datetime | None = None,
) -> Undone:
    """Take back the last submission of a unit that stands, also one that withdrew (撤销) its records.

    `as_of` and `submission` (null: whatever it is) say which one is meant. One named by its number
    that was taken back already is answered as it was then. `at` is the moment (null: now).

    Raises:
        NotUndone: without a reason, if nothing stands or another one than is meant, if a meeting
            rests on it, if it was accepted in review (审核通过), or if other units' records would be
            left without their division or project.
        NotAllowed: if who acts may not take back what the unit reported.
    """
    queue_for_writing(session)
    need(session, Action.TAKE_BACK, unit)
    words = tidy_reason(reason)
    if wrong := wrong_reason(words, what="撤回", example="误用了上月的文件"):
        raise NotUndone(wrong)
    if submission is not None and (before := _done(session, unit, submission)) is not None:
        return before
    last = _meant(last_standing(session, unit), unit=unit, as_of=as_of, submission=submission)
    if meeting := resting(session, last):
        raise NotUndone(f"{meeting}已经以该份报送为依据，不能撤回。{INSTEAD}")
    if last_decision(session, last.id) == Decision.ACCEPTED:
        raise NotUndone("该份报送已经审核通过，不能自行撤回，请联系上级退回。")
    said = _statement(session, last)
    name = f"撤回报送：{words}"
    by = recorded(
        session, at=at, unit=unit, data_date=last.data_date, sent_by=signed(sent_by),
        file_name=name, file_sha256=sha256(name.encode()).hexdigest(), undoes=last.id,
        added=0, changed=0, removed=0, unchanged=0,
    )  # fmt: skip
    _recall(session, last, words, at=at)
    restored = _statement(session, last)
    if wrong := objection(session, unit=unit, as_of=last.data_date, said=said, restored=restored):
        raise NotUndone(f"不能撤回：{wrong}{INSTEAD}")
    chain.note(session, "撤回报送", words, place=unit, data_date=last.data_date, submission=last.id)
    return Undone(by=by, submission=last)


def _recall(session: Session, last: Submission, reason: str, *, at: datetime | None) -> None:
    """Tell those who were to review it (审核) that it was taken back, before any of them decided."""
    asked = levels_of(last.unit, last.data_date, last.accepted_at)
    if asked and last_decision(session, last.id) is None:
        write(
            session, submission=last.id, reviewer=last.unit, decision=Decision.RECALLED,
            reason=reason, step=0, steps=0, who=actor(), at=at,
        )  # fmt: skip


def last_standing(session: Session, unit: str) -> Submission | None:
    """Return the submission of a unit that can be taken back next: the last accepted that stands."""
    s = SUBMISSIONS.c
    query = select(*LISTED).where(s.unit == unit, stands()).order_by(s.id.desc()).limit(1)
    row = session.execute(query).mappings().first()
    return None if row is None else Submission(**row)


def _done(session: Session, unit: str, submission: int) -> Undone | None:
    s = SUBMISSIONS.c
    by = session.scalar(select(s.id).where(s.unit == unit, s.undoes == submission))
    if by is None:
        return None
    row = session.execute(select(*LISTED).where(s.id == submission)).mappings().one()
    return Undone(by=by, submission=Submission(**row))


def _meant(
    last: Submission | None, *, unit: str, as_of: date | None, submission: int | None
) -> Submission:
    if last is None:
        raise NotUndone(f"{unit}没有可以撤回的报送，请核对行政区划代码。")
    if last.kind == DIVISIONS:
        raise NotUndone(f"{unit}的区划名单是开始使用时载入的，不能撤回；有变动的请报送新的“区划”。")
    if last.kind == ADJUSTED:
        raise NotUndone(
            f"{unit}最近一次（第{last.id}号）是区划调整转移的记录，不能单独撤回；数据有误的，"
            "请由承接单位报送正确的工作簿；调整登记有误的，请系统管理员撤回该次区划调整。"
        )
    if as_of in (None, last.data_date) and submission in (None, last.id):
        return last
    raise NotUndone(
        f"{unit}最近一次报送的编号是{last.id}、数据截止日期是{last.data_date}，"
        "只能从最近一次起依次撤回，请核对后再撤回。"
    )


def _statement(session: Session, last: Submission) -> Mapping[str, pl.DataFrame]:
    return statement(session, Seen(last.data_date, newest_known(session, None), last.unit))
