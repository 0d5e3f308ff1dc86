"""Passwords: kept as Argon2id, and as slow for a name that is not there as for one that is.

Full-width letters are those that they stand for: an input method must not lock anybody out.
"""

import json
import secrets
import string
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.errors import UserError
from metrics.office import PASSWORD_LENGTH, PASSWORD_LENGTHS
from sql.models.office import SETTINGS

LEAST, LONGEST = PASSWORD_LENGTHS[0], 128
"""How long a password is at least where an office has set nothing, and at most anywhere."""
KINDS = 3
_HASHER = PasswordHasher()
_AT_ONCE = BoundedSemaphore(2)  # 64 MiB each: a flood of guesses must not take the memory
_LETTERS = "".join(c for c in string.ascii_letters + string.digits if c not in "0Oo1lI")
_GROUP, _GROUPS = 4, 3


class PasswordRefused(UserError):
    """A new password is too easy, or too long."""

    exit_code = 52


def least(session: Session) -> int:
    """Return how long a password of this office is at least; ten where it has set nothing."""
    s = SETTINGS.c
    query = select(s.value).where(s.key == PASSWORD_LENGTH).order_by(s.id.desc()).limit(1)
    held = session.scalar(query)
    return LEAST if held is None else int(json.loads(held))


def hashed(password: str, *, name: str, length: int = LEAST) -> str:
    """Return what is kept of a new password of an account; `length` is the least that will do.

    Raises:
        PasswordRefused: if it is too short or too long, of too few kinds of characters, or has the
            account's name in it.
    """
    typed = _plain(password)
    if wrong := _wrong(typed, name=_plain(name), length=length):
        raise PasswordRefused(f"密码{wrong}。")
    with _AT_ONCE:
        return _HASHER.hash(_bytes(typed))


def matches(stored: str | None, typed: str) -> bool:
    """Say whether a typed password is the one that is kept; without one it takes as long, and is not."""
    decoy = _decoy()
    plain = _plain(typed[: LONGEST + 1])
    with _AT_ONCE:
        try:
            same = _HASHER.verify(stored or decoy, _bytes(plain))
        except (VerificationError, InvalidHashError):
            return False
    return same and stored is not None and len(plain) <= LONGEST


def generated(*, name: str = "", length: int = LEAST) -> str:
    """Return a new password to be handed over on paper: no letter in it looks like another."""
    groups = max(_GROUPS, -(-(length + 1) // (_GROUP + 1)))
    while True:
        drawn = "".join(secrets.choice(_LETTERS) for _ in range(groups * _GROUP))
        parts = [drawn[at : at + _GROUP] for at in range(0, len(drawn), _GROUP)]
        password = "-".join(parts)
        if _kinds(password) > KINDS and not _wrong(password, name=name, length=length):
            return password


def _wrong(typed: str, *, name: str, length: int) -> str | None:
    if len(typed) < length:
        return f"至少{length}位"
    if len(typed) > LONGEST:
        return f"最长{LONGEST}位"
    if _kinds(typed) < KINDS:
        return "应包含大写字母、小写字母、数字、符号中的至少三类"
    if name and name.lower() in typed.lower():
        return "不能包含账号名"
    return None


def _kinds(typed: str) -> int:
    kinds = (str.isupper, str.islower, str.isdigit, lambda c: not c.isalnum())
    return sum(any(kind(c) for c in typed) for kind in kinds)


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed)


def _bytes(typed: str) -> bytes:
    return typed.encode("utf-8", "surrogatepass")


@cache
def _decoy() -> str:
    with _AT_ONCE:
        return _HASHER.hash(secrets.token_bytes(16))
