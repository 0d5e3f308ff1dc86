"""The settings of the office (系统设置): its name, place and numbering, and how its copies are kept.

Rows are only ever added: of each key the newest stands, and all that was set before can be read
again with who set it and when. What is a rule has a day and a document besides (`rules.py`).
Functions that write take a session of `session_scope(writing=True)` and never commit.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.office import COPIES, ISSUER, LARGE, NAME, NUMBERS, PACK, PROVINCE, Setting
from metrics.packs.keys import setting_label
from metrics.packs.pack import shipped
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.database.moments import written
from sql.database.settings import DAILY_COPIES
from sql.dispatch.journal import LONGEST, EntryRefused, line, sent_before, signed
from sql.models.office import SETTINGS
from sql.office.declared import checked
from sql.reported.access.allowed import need_anywhere


def entries(session: Session) -> list[Setting]:
    """Return everything that was ever set, in the order in which it was."""
    s = SETTINGS.c
    query = select(s.id, s.key, s.value, s.since, s.document, s.at, s.by).order_by(s.id)
    rows = (row._asdict() for row in session.execute(query))
    return [Setting(**{**row, "value": json.loads(row["value"])}) for row in rows]


def in_force(session: Session) -> dict[str, Any]:
    """Return the newest value of everything that simply holds, by key; nothing before the beginning."""
    return {one.key: one.value for one in entries(session) if one.since is None}


def write(
    session: Session,
    values: Mapping[str, object],
    *,
    by: str | None = None,
    since: date | None = None,
    document: str | None = None,
    at: datetime | None = None,
    form: str | None = None,
) -> int:
    """Note new values by key; what is so already, or whose form was kept, is not written again.

    Return how many were written. The values of rules, which have a day, are checked by who calls.

    Raises:
        EntryRefused: if nobody signed for it, or as `declared.checked`.
        NotAllowed: if who acts may not change settings.
    """
    need_anywhere(session, Action.CHANGE_SETTINGS)
    values = checked(values) if since is None else values
    queue_for_writing(session, table=SETTINGS)
    if sent_before(session, SETTINGS, form):
        return 0
    name, moment = line(signed(by), "经办人", longest=LONGEST), written(at or datetime.now(UTC))
    last = {(one.key, one.since): (one.value, one.document) for one in entries(session)}
    changed = {
        key: value for key, value in values.items() if last.get((key, since)) != (value, document)
    }
    said = {"since": since, "document": document, "at": moment, "by": name, "form": form}
    for key, value in changed.items():
        told = {"key": key, "value": json.dumps(value, ensure_ascii=False)}
        session.execute(insert(SETTINGS).values(**told, **said))
        before, _ = last.get((key, since), (None, None))
        chain.note(
            session, "系统设置" if since is None else "参数设置", setting_label(key), before=_called(key, before),
            after=_called(key, value), since=since, document=document,
        )  # fmt: skip
    return len(changed)


def _called(key: str, value: Any) -> Any:
    """Return a value as the log tells it: a rule pack by what officers call it."""
    return shipped(value).file.name if key == PACK and value is not None else value


def save(
    session: Session,
    *,
    name: str,
    issuer: str,
    rules: str,
    numbers: Mapping[str, Mapping[str, int]],
    copies: int,
    large: bool,
    by: str | None = None,
    at: datetime | None = None,
    form: str | None = None,
) -> int:
    """Note what the office is called and how it works, where it changed; return how many things did.

    `numbers` are the first numbers of papers by kind and year.

    Raises:
        EntryRefused: if no office has begun, or as `declared.checked`.
        UnknownChoice: if there is no such rule pack.
        NotAllowed: if who acts may not change settings, or the rule pack, which figures hang on.
    """
    if PROVINCE not in in_force(session):
        raise EntryRefused("尚未正式使用，不能修改设置。")
    values = checked({
        NAME: name, ISSUER: issuer, PACK: rules, COPIES: copies, LARGE: large, NUMBERS: numbers,
    })  # fmt: skip
    usual = {COPIES: DAILY_COPIES, LARGE: False, NUMBERS: {}}
    held = {**usual, **in_force(session)}
    changed = {key: value for key, value in values.items() if held.get(key) != value}
    if PACK in changed:
        need_anywhere(session, Action.DECIDE_RULES)
    return write(session, changed, by=by, at=at, form=form)
