"""Deciding on a submission (审核): accepted or returned by whose turn it is, in the queue of submissions.

No submission slips in between what a reviewer looked at and what is decided: the decision names the
digest of the file, and one that another has taken the place of is decided on no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from metrics.access.acting import actor
from metrics.access.actor import Actor
from metrics.access.permissions import MAY, Action
from metrics.errors import UserError
from metrics.packs.review_levels import levels_of
from metrics.records.findings import CellError
from metrics.records.printable import objection, tidied
from metrics.records.reports import ADJUSTED, DIVISIONS
from metrics.records.sheets import SHEETS
from metrics.reporting.review.decisions import (
    Decision,
    Review,
    last,
    may_return,
    passed,
    reviewers,
    turn,
)
from sql.database import beijing, chain
from sql.database.engine import queue_for_writing
from sql.models import REVIEWS, SUBMISSIONS
from sql.reported.access.allowed import need
from sql.reported.history import division_names, records
from sql.reported.review.written import reviews, write
from sql.reported.submissions import newest_file

LONGEST_REASON = 500


class ReviewRefused(UserError):
    """The decision does not fit what has happened to the submission meanwhile, or who decides."""

    exit_code = 55


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a reviewer decides on a submission, having looked at the file of that digest.

    `cells` are the places objected to; `reviewer` is the division that decides (null: the one whose
    turn it is among those that the account reviews for); `form` the form that it came with.
    """

    submission: int
    sha256: str
    decision: Decision
    reason: str = ""
    cells: Sequence[CellError] = field(default=())
    reviewer: str | None = None
    form: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A submission under review: who reviews its unit, what was decided, and how many levels must."""

    row: RowMapping
    path: tuple[str, ...]
    reviews: list[Review]
    levels: int

    @property
    def turn(self) -> str | None:
        return turn(self.path, self.reviews, levels=self.levels)


def decide(session: Session, wanted: Decided, *, at: datetime | None = None) -> int:
    """Write down one decision within the caller's transaction, at a moment (null: now); return its number.

    A form that is sent again decides nothing more.

    Raises:
        ReviewRefused: if another submission has taken its place, it is not this reviewer's turn, the
            sender reviews himself, an account accepts at both levels, or a return has no reason.
        NotAllowed: if who acts reviews for none of the unit's reviewers.
    """
    queue_for_writing(session)
    sent = sent_before(session, wanted.form)
    if sent is not None:
        return sent
    case = _case(session, wanted)
    reviewer = wanted.reviewer or _own(case)
    who = need(session, Action.REVIEW, reviewer)
    _refuse(session, case, wanted, reviewer, who)
    reason = _reason(wanted)
    number = write(
        session, submission=wanted.submission, reviewer=reviewer, decision=wanted.decision,
        reason=reason, cells=wanted.cells, step=case.path.index(reviewer) + 1,
        steps=len(case.path), who=who, at=at, form=wanted.form,
    )  # fmt: skip
    action = "审核通过" if wanted.decision is Decision.ACCEPTED else "退回报送"
    chain.note(
        session, action, f"第{wanted.submission}号报送", place=case.row["unit"], review=number,
        reviewer=reviewer, reason=reason, cells=len(wanted.cells), file=wanted.sha256,
    )  # fmt: skip
    return number


def objection_at(sheet: str, cell: str, words: str, *, label: str = "") -> CellError:
    """Return an objection to a cell, under a heading if that is known.

    Raises:
        ReviewRefused: if there is no such sheet, or the words cannot be kept.
    """
    by_label = {each.label: each for each in SHEETS}
    if sheet not in by_label:
        raise ReviewRefused(f"没有名为“{sheet}”的工作表，应为{'、'.join(by_label)}之一。")
    told = tidied(words).strip()
    if not told or len(told) > LONGEST_REASON or objection(told):
        raise ReviewRefused(f"对单元格的意见应为不超过{LONGEST_REASON}字、可以打印的文字。")
    return CellError(code="returned", sheet=sheet, cell=cell, label=label, sentence=told)


def sent_before(session: Session, form: str | None) -> int | None:
    """Return the number of the decision that a form wrote already; null where it is new."""
    return (
        None if form is None else session.scalar(select(REVIEWS.c.id).where(REVIEWS.c.form == form))
    )


def path_of(session: Session, unit: str, day: date) -> tuple[str, ...]:
    """Return the divisions that review a unit's report for a data date, the nearest first.

    They are those of 区划 as it is today, also for an earlier date.
    """
    regions = records(session, sheet="regions", as_of=max(day, beijing.today()))
    return reviewers(unit, regions)


def _case(session: Session, wanted: Decided) -> _Case:
    s = SUBMISSIONS.c
    columns = (s.id, s.unit, s.data_date, s.file_sha256, s.kind, s.account, s.undoes, s.accepted_at)
    query = select(*columns).where(s.id == wanted.submission)
    row = session.execute(query).mappings().first()
    if row is None or row["undoes"] is not None or row["kind"] in (DIVISIONS, ADJUSTED):
        raise ReviewRefused(f"没有编号为{wanted.submission}、需要审核的报送。")
    if session.scalar(select(s.id).where(s.undoes == wanted.submission)):
        raise ReviewRefused(f"第{wanted.submission}号报送已由报送单位撤回。")
    newest = newest_file(session, unit=row["unit"], as_of=row["data_date"])
    if newest is not None and newest.id > wanted.submission:
        raise ReviewRefused(f"该报送已被第{newest.id}号取代，请审核新的一份。")
    if row["file_sha256"] != wanted.sha256:
        raise ReviewRefused("您看到的文件与该份报送不一致，请刷新后重新审核。")
    levels = levels_of(row["unit"], row["data_date"], row["accepted_at"])
    if not levels:
        raise ReviewRefused("按现行参数，该份报送即报即计入，不需要审核。")
    return _Case(
        row=row, path=path_of(session, row["unit"], row["data_date"]), levels=levels,
        reviews=reviews(session, submissions=[wanted.submission]),
    )  # fmt: skip


def _own(case: _Case) -> str:
    """Return for which division who acts decides: that whose turn it is, if it is one of his own.

    Whoever reviews for none of them is refused as such.
    """
    who, path = actor(), case.path
    own = path if who.is_machine else [code for code in path if _sits(who, code)]
    if case.turn is not None and case.turn in own:
        return case.turn
    if not path:
        raise ReviewRefused("本级报送即计入，没有需要审核的上级。")
    return own[-1] if own else path[-1]


def _sits(who: Actor, reviewer: str) -> bool:
    """Say whether an account reviews for a division itself, not for one above it."""
    return any(g.role in MAY[Action.REVIEW] and g.region == reviewer for g in who.grants)


def _refuse(session: Session, case: _Case, wanted: Decided, reviewer: str, who: Actor) -> None:
    if reviewer not in case.path or not (who.is_machine or _sits(who, reviewer)):
        raise ReviewRefused("只能由该单位的上一级或省级以本级身份审核。")
    if who.account is not None and who.account == case.row["account"]:
        raise ReviewRefused("报送人不能审核自己的报送，请由本级其他人员审核。")
    if wanted.decision is Decision.ACCEPTED and _accepted_elsewhere(case, reviewer, who):
        raise ReviewRefused("同一账号不能在两级审核同一份报送，请由本级其他人员审核。")
    if wanted.decision is Decision.RETURNED and may_return(case.path, reviewer, case.reviews):
        return
    if case.turn == reviewer:
        return
    newest = last(case.reviews)
    if newest is not None and newest.decision != Decision.ACCEPTED:
        raise ReviewRefused(f"该报送已由{newest.by}退回，请等待报送单位重新报送。")
    if passed(case.reviews) > case.path.index(reviewer):
        above = "，需要退回的请联系上级" if wanted.decision is Decision.RETURNED else ""
        raise ReviewRefused(f"本级已经审核通过{above}。")
    names = division_names(session)
    raise ReviewRefused(f"{names.get(case.path[0], case.path[0])}尚未审核通过，还不到本级审核。")


def _accepted_elsewhere(case: _Case, reviewer: str, who: Actor) -> bool:
    """Say whether an account has accepted the submission for another division; the machine has none."""
    return who.account is not None and any(
        each.account == who.account
        and each.decision == Decision.ACCEPTED
        and each.reviewer != reviewer
        for each in case.reviews
    )


def _reason(wanted: Decided) -> str:
    """Return the reason, tidied; a return has to give one."""
    words = tidied(wanted.reason).strip()
    if wanted.decision is Decision.RETURNED and not words:
        raise ReviewRefused("退回须写明原因。")
    if len(words) > LONGEST_REASON:
        raise ReviewRefused(f"原因应在{LONGEST_REASON}字以内，现有{len(words)}字。")
    if wrong := objection(words):
        raise ReviewRefused(f"原因{wrong}。")
    return words
