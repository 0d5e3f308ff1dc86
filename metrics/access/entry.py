"""An entry of the log (操作日志) as people read it."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Head(NamedTuple):
    """Where the log ends: the number of its last entry and that entry's digest.

    Noted elsewhere, on a paper or in a backup, it proves later that nothing before it was changed and
    nothing after it was cut off. What was noted may be the beginning of the digest only.
    """

    number: int
    digest: str


class Entry(NamedTuple):
    """One entry: who did what, when, about which division, and what else is told of it.

    `at` is UTC text. `account` is null for the machine itself and for who had not signed in. `roles` are
    pairs of role and division. `place` is null where it is about none.
    """

    number: int
    at: str
    account: int | None
    name: str
    shown: str
    roles: tuple[tuple[str, str], ...]
    address: str
    action: str
    subject: str
    place: str | None
    detail: Mapping[str, Any]
    digest: str
