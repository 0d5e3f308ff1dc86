"""The changes of divisions (区划调整) that were registered, newest first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from sql.models.divisions import DIVISION_CHANGE_EVENTS, DIVISION_CHANGES, DIVISION_SUCCESSORS


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A registered change; `lines` are pairs of old and new code, `state` the kind of its last event.

    `at` is UTC text.
    """

    id: int
    kind: str
    since: date
    document: str
    note: str | None
    at: str
    by: str
    lines: tuple[tuple[str, str], ...]
    state: str
    told: str


def changes(session: Session) -> list[Change]:
    """Return all changes, the last registered first."""
    c, s, e = DIVISION_CHANGES.c, DIVISION_SUCCESSORS.c, DIVISION_CHANGE_EVENTS.c
    pairs: dict[int, list[tuple[str, str]]] = {}
    for change, old, new in session.execute(select(s.change, s.old, s.new).order_by(s.old, s.new)):
        pairs.setdefault(change, []).append((old, new))
    last = {
        row.change: row for row in session.execute(select(e.change, e.kind, e.text).order_by(e.id))
    }
    query = select(c.id, c.kind, c.since, c.document, c.note, c.at, c.by).order_by(c.id.desc())
    return [
        Change(
            **row, lines=tuple(pairs[row["id"]]), state=last[row["id"]].kind,
            told=last[row["id"]].text,
        )
        for row in session.execute(query).mappings()
    ]  # fmt: skip
