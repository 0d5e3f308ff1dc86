"""What somebody follows (我的关注) and opened last: his own matter, so that no right is asked and nothing logged."""

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from metrics.access.acting import NotSignedIn, actor
from metrics.access.roles import Role
from metrics.days import beijing
from sql.database.moments import written
from sql.models.followed import FOLLOWED

PLACE, PROJECT = KINDS = ("place", "project")
FOLLOW, LEAVE, OPEN = "followed", "left", "opened"
MOST_OPENED = 12
"""So many things opened last are told."""


class Item(NamedTuple):
    """A place or project by its code: whether it is followed, and when it was followed or opened last."""

    kind: str
    key: str
    followed: bool
    at: str


def items(session: Session) -> list[Item]:
    """Return what who acts follows, and what he opened last, the last first; nothing for the machine."""
    who, told = actor(), dict[tuple[str, str], Item]()
    if who.account is None:
        return []
    query = select(FOLLOWED).where(FOLLOWED.c.account == who.account).order_by(FOLLOWED.c.id)
    for row in session.execute(query).mappings():
        thing = row["kind"], row["key"]
        before = told.pop(thing, None)
        stays = before is not None and before.followed
        followed = stays if row["did"] == OPEN else row["did"] == FOLLOW
        told[thing] = Item(*thing, followed, row["at"])
    last_first = list(reversed(told.values()))
    return [each for each in last_first if each.followed] + [
        each for each in last_first if not each.followed
    ][:MOST_OPENED]


def follow(session: Session, *, kind: str, key: str) -> None:
    """Follow a place or project from now on.

    Raises:
        NotSignedIn: for the machine: following is an account's.
    """
    _did(session, kind, key, FOLLOW)


def leave(session: Session, *, kind: str, key: str) -> None:
    """Follow it no longer; raises as `follow` does."""
    _did(session, kind, key, LEAVE)


def note_opened(session: Session, *, kind: str, key: str, now: datetime | None = None) -> None:
    """Note that it was opened, once a day; of the machine and of auditors (审计), who only look, nothing."""
    who, at = actor(), now or datetime.now(UTC)
    if who.account is None or all(grant.role is Role.AUDITOR for grant in who.grants):
        return
    known = (each.at for each in items(session) if (each.kind, each.key) == (kind, key))
    last = next(known, None)
    if last is None or beijing.moment(last)[:10] != beijing.moment(written(at))[:10]:
        _did(session, kind, key, OPEN, at)


def _did(session: Session, kind: str, key: str, did: str, at: datetime | None = None) -> None:
    who = actor()
    if who.account is None:
        raise NotSignedIn("请登录后再关注。")
    row = {"account": who.account, "kind": kind, "key": key, "did": did}
    session.execute(insert(FOLLOWED), [{**row, "at": written(at or datetime.now(UTC))}])
