"""What the logs say of a workbook that came in: whose, which file, what became of it, how long.

One that is refused stands in the 操作日志 as well, one that is stored does so anyway.
"""

import logging
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from metrics.errors import UserError
from metrics.records.reports import KINDS, Outcome, count_words
from sql.database import chain
from sql.database.engine import session_scope

LOG = logging.getLogger(__name__)


class Upload:
    """One workbook on its way; `outcome` is set when what became of it stands."""

    outcome: Outcome | None = None


@contextmanager
def logged(*, unit: str, as_of: object, file_name: str) -> Iterator[Upload]:
    """Log one upload when it has ended, well or not; of its cells only which rules refused them."""
    upload, begun = Upload(), time.monotonic()
    told = "出错"
    try:
        yield upload
        told = _told(upload.outcome)
        if upload.outcome is not None and upload.outcome.errors:
            _note_refusal(upload.outcome)
    except UserError as error:
        told = f"未导入：{error}"
        raise
    finally:
        digest = upload.outcome.file_sha256 if upload.outcome else "未算出"
        LOG.info(
            "报送：单位%s，截至%s，文件“%s”，sha256 %s，%s，用时%.1f秒",
            unit, as_of, file_name, digest, told, time.monotonic() - begun,
        )  # fmt: skip


def note_stored(session: Session, outcome: Outcome) -> None:
    """Note in the transaction that stores a workbook whose it is and what it changed."""
    accepted = outcome.accepted
    assert accepted is not None  # noqa: S101 - it is stored
    chain.note(
        session, "导入报送", outcome.file_name, place=outcome.unit, data_date=outcome.as_of,
        kind=KINDS[outcome.kind], submission=accepted.submission, sha256=outcome.file_sha256,
        added=accepted.added, changed=accepted.changed, removed=accepted.removed,
    )  # fmt: skip


def _note_refusal(outcome: Outcome) -> None:
    with session_scope(writing=True) as session:
        chain.note(
            session, "导入被拒", outcome.file_name, place=outcome.unit, data_date=outcome.as_of,
            errors=len(outcome.errors), sha256=outcome.file_sha256,
        )  # fmt: skip


def _told(outcome: Outcome | None) -> str:
    if outcome is None:
        return "没有结果"
    if outcome.accepted is None and not outcome.errors:
        codes = "、".join(question.code for question in outcome.questions)
        return f"检查通过，待确认{f'（{codes}）' if codes else ''}"
    if outcome.accepted is None:
        counted = Counter(error.code for error in outcome.errors)
        kinds = "、".join(f"{code}×{count}" for code, count in sorted(counted.items()))
        return f"未导入，{len(outcome.errors)}处错误（{kinds}）"
    if outcome.accepted.repeated:
        return f"同一文件此前已导入（第{outcome.accepted.submission}号报送）"
    words = "，".join(count_words(outcome.accepted))
    return f"已导入（第{outcome.accepted.submission}号报送，{words}）"
