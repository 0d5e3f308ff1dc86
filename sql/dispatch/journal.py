"""Rows that the office adds: whole texts, the moment they were written down, and by whom."""

import re
from datetime import UTC, datetime

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from metrics.errors import UserError
from metrics.records.division_code import mistake
from sql.database.moments import written

LONGEST = 2_000
PICTOGRAPH = re.compile("[\U0001f000-\U0001faff\ufe0f]")
"""Pictures that no official typeface has; Han characters of any plane are let in."""


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
            cannot keep or no paper can print.
    """
    words = typed.strip()
    if not words:
        raise EntryRefused(f"“{label}”不能为空，请填写。")
    if len(words) > LONGEST or "\x00" in words:
        raise EntryRefused(f"“{label}”应在{LONGEST}字以内，且不含不可见的控制字符。")
    pictograph = PICTOGRAPH.search(words)
    if pictograph:
        raise EntryRefused(f"“{label}”含有表情符号“{pictograph[0]}”，不能印在公文上，请改用文字。")
    return words


def place_code(code: str) -> str:
    """Return a division code; EntryRefused unless it has six digits."""
    if wrong := mistake(code):
        raise EntryRefused(f"{wrong}。")
    return code
