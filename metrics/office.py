"""The office (办公室) that a database belongs to: its province, name and 机关代字, and what it decided.

It is a value: whoever opens a page or runs a command reads it from the database and hands it in for as
long as that lasts (`using`). Rule packs and papers ask for it here; without one they are those that ship.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, NamedTuple

PROVINCE, NAME, ISSUER, PACK, NUMBERS = "province", "office", "issuer", "rules", "numbers"
COPIES, LARGE, PASSWORD_LENGTH = "copies", "large", "password_length"
"""Keys of what can be set; `COPIES` is how many daily copies are kept, `LARGE` asks for large letters,
`PASSWORD_LENGTH` is the least length of a password."""
PASSWORD_LENGTHS = (10, 32)
"""The least length of a password where nothing is set, and the greatest that can be asked for."""
SESSION_HOURS, SESSION_IDLE = "session_hours", "session_idle"
"""After how many hours a session (登录会话) ends, and after how many minutes in which it rests."""
SESSIONS_LAST, SESSIONS_REST = (1, 24), (5, 720)
"""The least and the most that can be set of either."""
RULE = "rule:"
"""What the key of a setting begins with that is a rule: it has a day and a document."""
ORDER, ISSUE = "督办单", "工作简报"
"""Kinds of papers that have numbers of their own in each year."""
LABELS = {
    PROVINCE: "省份", NAME: "办公室名称", ISSUER: "机关代字", PACK: "参数集", NUMBERS: "起始编号",
    COPIES: "自动备份份数", LARGE: "大字显示", PASSWORD_LENGTH: "密码最短位数",
    SESSION_HOURS: "登录最长时间（小时）", SESSION_IDLE: "无操作自动退出（分钟）",
}  # fmt: skip
"""What can be set, as officers read it."""


class Office(NamedTuple):
    """An office that has begun (正式使用).

    `rules` is the name of the pack that its province goes by, and `decided` what it decided besides, as
    the `rules` of a pack file in JSON: key → day → value, document, clause, note. `numbers` are the first
    numbers of papers by kind and year, for an office that had issued some before it began.
    """

    province: str
    province_name: str
    name: str
    issuer: str
    rules: str
    decided: str = "{}"
    numbers: tuple[tuple[str, int, int], ...] = ()


class Setting(NamedTuple):
    """One setting as it was written down; `since` and `document` are those of a rule, else null."""

    id: int
    key: str
    value: Any
    since: date | None
    document: str | None
    at: str
    by: str


_IN_USE: ContextVar[Office | None] = ContextVar("the office in use", default=None)


def in_use() -> Office | None:
    """Return the office whose data are looked at; null where none has begun."""
    return _IN_USE.get()


def use(office: Office | None) -> None:
    """Look at the data of an office from now on, in this thread."""
    _IN_USE.set(office)


@contextmanager
def using(office: Office | None) -> Iterator[None]:
    """Look at the data of an office for a block."""
    before = _IN_USE.set(office)
    try:
        yield
    finally:
        _IN_USE.reset(before)


def name_at(place_name: str) -> str:
    """Return the name of the office of a place: the one that was set, or the usual one elsewhere."""
    office = in_use()
    if office is not None and office.province_name == place_name:
        return office.name
    return f"{place_name}城镇老旧小区改造工作领导小组办公室"


def issuer_at(place: str) -> str:
    """Return the 机关代字 of a place by its code; empty where none was set."""
    office = in_use()
    return office.issuer if office is not None and office.province == place else ""


def first_number(kind: str, year: int, *, place: str) -> int:
    """Return the first number that papers of a kind get in a year in a place: 1, or the one set."""
    office = in_use()
    if office is None or office.province != place:
        return 1
    return next((first for name, of, first in office.numbers if (name, of) == (kind, year)), 1)
