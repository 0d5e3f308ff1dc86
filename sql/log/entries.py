"""Entries of the log (操作日志), asked for by day, account, action, division and words."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from metrics.access.entry import Entry, Head
from metrics.days.beijing import BEIJING
from sql.database.moments import written
from sql.models.log import LOG

EXPORTED = "导出操作日志"
"""What the log calls that entries of it were taken away as a file."""
NOBODY = 0
"""What stands for no account where one is asked for: somebody not signed in, or the machine itself."""
CALLED = "未登录或本机"
"""What `NOBODY` is called."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which entries are wanted; null and empty ask for all.

    Days are Beijing's, both included. `places` are the divisions that whoever asks may read of, null for
    all; entries about no division are then for nobody. `words` are sought in what stands in the entry.
    """

    first: date | None = None
    last: date | None = None
    account: int | None = None
    action: str | None = None
    place: str | None = None
    places: Collection[str] | None = None
    words: str = ""


def entries(
    session: Session, asked: Asked, *, skip: int = 0, most: int | None = None
) -> list[Entry]:
    """Return the entries that are asked for, newest first, `most` of them after `skip`."""
    query = _wanted(select(LOG), asked).order_by(LOG.c.number.desc()).offset(skip)
    rows = session.execute(query if most is None else query.limit(most)).mappings()
    return [_entry(row) for row in rows]


def count(session: Session, asked: Asked) -> int:
    """Return how many entries are asked for."""
    return int(session.scalar(_wanted(select(func.count()).select_from(LOG), asked)) or 0)


def actions(session: Session, asked: Asked) -> list[str]:
    """Return what stands as done in the entries that are asked for, each once, in order."""
    return sorted(session.scalars(_wanted(select(LOG.c.action).distinct(), asked)))


def accounts(session: Session, asked: Asked) -> dict[int, str]:
    """Return who stands in the entries that are asked for, by number, as called last; `NOBODY` for no account."""
    newest = _wanted(select(func.max(LOG.c.number)), asked).group_by(LOG.c.account)
    rows = session.execute(select(LOG.c.account, LOG.c.who).where(LOG.c.number.in_(newest)))
    return {
        account or NOBODY: CALLED if account is None else str(json.loads(who)["shown"])
        for account, who in rows
    }


def written_as(session: Session, action: str, subject: str, *, place: str) -> Head | None:
    """Return the first entry of something done to something by a division; null where none tells of it."""
    asked = (LOG.c.action == action, LOG.c.subject == subject, LOG.c.place == place)
    query = select(LOG.c.number, LOG.c.digest).where(*asked).order_by(LOG.c.number).limit(1)
    found = session.execute(query).first()
    return None if found is None else Head(*found)


def order_written_as(session: Session, action: str, order: int, *, place: str) -> Head | None:
    """Return the first entry of something done to the order of an id; null where none tells of it.

    What an order is called changes with the setting of its number (机关代字), its id never does.
    """
    log = LOG.c
    asked = (log.action == action, log.place == place, log.detail.contains(f'"order":{order}'))
    query = select(log.number, log.digest, log.detail).where(*asked).order_by(log.number)
    for number, digest, detail in session.execute(query):
        if json.loads(detail).get("order") == order:
            return Head(number, digest)
    return None


def _wanted(query: Select[*tuple[Any, ...]], asked: Asked) -> Select[*tuple[Any, ...]]:
    return query.where(*_conditions(asked))


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    log = LOG.c
    found: list[ColumnElement[bool]] = []
    if asked.first is not None:
        found.append(log.at >= _begins(asked.first))
    if asked.last is not None:
        found.append(log.at < _begins(asked.last + timedelta(1)))
    if asked.account is not None:
        found.append(
            log.account.is_(None) if asked.account == NOBODY else log.account == asked.account
        )
    if asked.action:
        found.append(log.action == asked.action)
    if asked.place:
        found.append(log.place == asked.place)
    if asked.places is not None:
        found.append(log.place.in_(sorted(asked.places)))
    for word in asked.words.split():
        found.append(_says(word))
    return found


def _says(word: str) -> ColumnElement[bool]:
    columns = (LOG.c.subject, LOG.c.detail, LOG.c.who, LOG.c.action, LOG.c.place)
    return or_(*(column.icontains(word, autoescape=True) for column in columns))


def _begins(day: date) -> str:
    return written(datetime.combine(day, time(), BEIJING))


def _entry(row: Any) -> Entry:
    who = json.loads(row["who"])
    return Entry(
        number=row["number"], at=row["at"], account=row["account"], name=who["name"],
        shown=who["shown"], roles=tuple((role, region) for role, region in who["roles"]),
        address=who["address"], action=row["action"], subject=row["subject"], place=row["place"],
        detail=json.loads(row["detail"]), digest=row["digest"],
    )  # fmt: skip
