"""The end of a unit that was merged or abolished (撤并): its statement is withdrawn, with a reason.

Nothing is deleted. From the day on the unit says nothing more, and 区划 may drop its code.
"""

from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.errors import UserError
from metrics.packs.latest_date import ahead_words
from metrics.records.reports import Accepted
from sql.database import beijing, chain
from sql.database.engine import queue_for_writing
from sql.reported.access.allowed import need
from sql.reported.history import sent
from sql.reported.statements import Seen, newest_known
from sql.reported.submissions import accept, statement
from sql.reported.undoing.reasons import tidy_reason, wrong_reason


class NotWithdrawn(UserError):
    """A unit's statement cannot be withdrawn as of that day."""

    exit_code = 26


def withdraw(
    session: Session,
    *,
    unit: str,
    as_of: date,
    reason: str,
    sent_by: str | None = None,
    today: date | None = None,
) -> Accepted:
    """Accept a statement without rows for a unit; the reason stands in place of the file's name.

    A date after `today` (null: now in Beijing) can only be that of a report which was once stored
    for a day to come: it is withdrawn so, and carries pages and papers no longer.

    Raises:
        NotWithdrawn: without a reason, if the unit has nothing in force on that day or has
            reported for a later one, or if it keeps divisions (区划) that others need; for a day to
            come nobody needs them yet.
        NotAllowed: if who acts may not take back what the unit reported.
    """
    queue_for_writing(session)
    need(session, Action.TAKE_BACK, unit)
    words = tidy_reason(reason)
    if wrong := wrong_reason(words, what="撤销", example="并入620103"):
        raise NotWithdrawn(wrong)
    newest = max((day for code, day in sent(session) if code == unit), default=None)
    ahead = ahead_words(as_of, unit=unit, today=today or beijing.today())
    _refuse_date(ahead, unit=unit, as_of=as_of, newest=newest)
    before = statement(session, Seen(as_of, newest_known(session, None), unit))
    if not any(frame.height for frame in before.values()):
        raise NotWithdrawn(f"{unit}截至{as_of}没有有效的报送，无可撤销，请核对单位和日期。")
    if before["regions"].height and not ahead:
        raise NotWithdrawn(f"{unit}报送有“区划”，撤销后所列地区将全部失效，不能撤销。")
    name = f"撤销报送：{words}"
    done = accept(
        session, unit=unit, as_of=as_of, sent_by=sent_by, file_name=name,
        file_sha256=sha256(name.encode()).hexdigest(), sheets={}, before=before,
    )  # fmt: skip
    chain.note(session, "撤销报送", words, place=unit, data_date=as_of, submission=done.submission)
    return done


def _refuse_date(ahead: str, *, unit: str, as_of: date, newest: date | None) -> None:
    if newest is not None and newest > as_of:
        raise NotWithdrawn(
            f"{unit}最近的报送截至{newest}，撤销日期{as_of}不能早于它，否则该日之后的数据仍然有效。"
        )
    if ahead and as_of != newest:
        raise NotWithdrawn(f"撤销日期{ahead}")
