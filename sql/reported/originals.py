"""Workbooks as they were sent (报送原件): kept once for each content, and given back to the byte."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from metrics.errors import UnknownChoice
from sql.models import SUBMISSIONS, WORKBOOK_FILES
from sql.workbook.originals import Original, unpack

_F = WORKBOOK_FILES.c


def keep(session: Session, original: Original) -> None:
    """Keep a workbook, once for all submissions with its content, inside the caller's transaction.

    The caller holds the queue for writing (`queue_for_writing`).
    """
    if not is_kept(session, original.sha256):
        row = {"sha256": original.sha256, "size": original.size, "packed": original.packed}
        session.execute(insert(WORKBOOK_FILES).values(row))


def is_kept(session: Session, digest: str) -> bool:
    """Say whether a workbook was kept: submissions of earlier versions have none."""
    return session.scalar(select(_F.id).where(_F.sha256 == digest)) is not None


def fetch(session: Session, digest: str) -> bytes | None:
    """Return a workbook as it was sent; null where none was kept.

    Raises:
        OriginalDamaged: if what was kept is not what was sent.
    """
    row = session.execute(select(_F.sha256, _F.size, _F.packed).where(_F.sha256 == digest)).first()
    return None if row is None else unpack(Original(*row))


def of_submission(session: Session, number: int) -> tuple[str, bytes]:
    """Return the name and the content of the workbook that a submission was made from.

    Raises:
        UnknownChoice: if there is no such submission, it came without a workbook, or none was kept.
        OriginalDamaged: if what was kept is not what was sent.
    """
    s = SUBMISSIONS.c
    row = session.execute(select(s.file_name, s.file_sha256).where(s.id == number)).first()
    if row is None:
        raise UnknownChoice(f"没有第{number}号报送，请在报送记录中核对编号。")
    content = fetch(session, row.file_sha256)
    if content is None:
        raise UnknownChoice(
            f"第{number}号报送没有保存原件：撤销、撤回和区划调整没有工作簿，较早版本导入的没有保存。"
        )
    return row.file_name, content
