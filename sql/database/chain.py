"""The log (操作日志): a chain of digests, written last in each transaction, so that its numbers have no gaps.

Whoever writes notes what it does (`note`); the transaction writes all notes just before it commits
(`write`), under a lock of its own that is held for milliseconds.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from metrics.access.acting import actor
from metrics.access.actor import Actor
from sql.database.moments import following
from sql.models.log import LOG

START = "0" * 64
"""What stands before the first entry."""
SIGNED = (
    "number", "at", "account", "who", "action", "subject", "place", "detail", "before",
)  # fmt: skip
"""What a digest is taken of, in this order."""
REFUSED = "越权被拒"
_LOCK = 20_230_719
_NOTES = "notes of the log"
_ENCODE = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
).encode


class Note(NamedTuple):
    """What is to be written into the log: see `sql/models/log.py`."""

    action: str
    subject: str
    place: str | None
    detail: Mapping[str, Any]
    who: Actor | None


def note(
    session: Session, action: str, subject: str, *, place: str | None = None,
    who: Actor | None = None, **detail: object,
) -> None:  # fmt: skip
    """Note what a transaction does; it is written when the transaction commits, or never.

    `who` acts is asked for then, unless it is given: whoever signs in acts before anybody is known.
    Never note passwords, tokens or cells.
    """
    session.info.setdefault(_NOTES, []).append(Note(action, subject, place, detail, who))


def write(session: Session) -> None:
    """Write what was noted as the last thing of a transaction."""
    notes: list[Note] = session.info.pop(_NOTES, [])
    if not notes:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    newest = select(LOG.c.number, LOG.c.at, LOG.c.digest).order_by(LOG.c.number.desc()).limit(1)
    number, at, digest = session.execute(newest).first() or (0, None, START)
    for one in notes:
        row = _row(one, number + 1, at, digest)
        session.execute(insert(LOG).values(**row))
        number, at, digest = row["number"], row["at"], row["digest"]


def _row(one: Note, number: int, last: str | None, before: str) -> dict[str, Any]:
    who = one.who or actor()
    row = {
        "number": number,
        "at": following(datetime.now(UTC), last=last),
        "account": who.account,
        "who": plain(told(who)),
        "action": one.action,
        "subject": one.subject,
        "place": one.place,
        "detail": plain(one.detail),
        "before": before,
    }
    return row | {"digest": signed(row)}


def told(who: Actor) -> dict[str, object]:
    """Return what the log keeps of who acted."""
    grants = [[grant.role, grant.region] for grant in who.grants]
    return {
        "name": who.name, "shown": who.shown, "roles": grants, "session": who.session,
        "address": who.address,
    }  # fmt: skip


def signed(row: Mapping[str, Any]) -> str:
    """Return the digest of an entry: of all that it says and of the entry before."""
    return digest_of([row[name] for name in SIGNED])


def digest_of(values: Sequence[object]) -> str:
    """Return the digest of what an entry says, in the order of `SIGNED`."""
    return hashlib.sha256(plain(values).encode()).hexdigest()


def plain(value: object) -> str:
    """Write a value as JSON, the same wherever it is written."""
    return _ENCODE(value)
