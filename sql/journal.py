"""Rows that the office adds: whole texts, the moment they were written down, and by whom."""

from datetime import UTC, datetime

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from metrics.errors import UserError
from sql.moments import written

LONGEST = 2_000


class EntryRefused(UserError):
    """What was typed into an order, a promise or a meeting cannot be kept as it stands."""

    exit_code = 25


def add(
    session: Session, table: Table, *, by: str, at: datetime | None = None, **values: object
) -> int:
    """Append one row written by somebody at a moment (null: now), and return its number."""
    moment = written(at or datetime.now(UTC))
    row = insert(table).values(at=moment, by=text(by, "经办人"), **values)
    return int(session.execute(row.returning(table.c.id)).scalar_one())


def text(typed: str, label: str) -> str:
    """Return what was typed without blanks around it.

    Raises:
        EntryRefused: if nothing is left, it is too long, or it holds a character that PostgreSQL
            cannot keep.
    """
    kept = typed.strip()
    if not kept:
        raise EntryRefused(f"“{label}”不能为空，请填写。")
    if len(kept) > LONGEST or "\x00" in kept:
        raise EntryRefused(f"“{label}”应在{LONGEST}字以内，且不含不可见的控制字符。")
    return kept


def place_code(code: str) -> str:
    """Return a division code; EntryRefused unless it has six digits."""
    if not (code.isascii() and code.isdigit() and len(code) == 6):
        raise EntryRefused(f"“{code}”不是行政区划代码，应为6位数字。")
    return code
