"""What a unit reported since somebody began to type over its statement: told, never written over."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from metrics.days.beijing import moment
from metrics.errors import UserError
from sql.models import SUBMISSIONS


class ReportedMeanwhile(UserError):
    """A statement begun from another one than the unit's last is not stored over that."""

    exit_code = 48


def last_heard(session: Session, *, unit: str, as_of: date) -> int:
    """Return the last submission of a unit that a data date sees, 0 where there is none."""
    s = SUBMISSIONS.c
    query = select(func.coalesce(func.max(s.id), 0)).where(s.unit == unit, s.data_date <= as_of)
    return int(session.execute(query).scalar_one())


def nothing_since(session: Session, *, unit: str, as_of: date, newest: int) -> None:
    """Make sure that a unit has reported nothing after its submission `newest` (0: nothing at all).

    Raises:
        ReportedMeanwhile: if it has; the sentence says who, when and for which date.
    """
    last = last_heard(session, unit=unit, as_of=as_of)
    if last <= newest:
        return
    s = SUBMISSIONS.c
    query = select(s.sent_by, s.accepted_at, s.data_date, s.undoes).where(s.id == last)
    sent_by, accepted_at, data_date, undoes = session.execute(query).one()
    done = "报送" if undoes is None else "撤回"
    raise ReportedMeanwhile(
        f"已由{sent_by or '他人（未填报送人）'}于{moment(accepted_at)}{done}本单位截至{data_date}的数据"
        f"（第{last}号报送）。您填的内容没有入库，也没有丢失；请先并入新的报送，核对后再保存。"
    )
