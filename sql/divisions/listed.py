"""The changes of divisions (区划调整) that were registered, newest first."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.records.sheets.divisions import REGIONS
from sql.models.divisions import DIVISION_CHANGE_EVENTS, DIVISION_CHANGES, DIVISION_SUCCESSORS
from sql.reported.statements import Seen, in_force, line, newest_known


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A registered change; `lines` are pairs of old and new code, `state` the kind of its last event.

    `named` are the same pairs with the names of the day before and of the first day. `at` is UTC text.
    """

    id: int
    kind: str
    since: date
    document: str
    note: str | None
    at: str
    by: str
    lines: tuple[tuple[str, str], ...]
    named: tuple[tuple[str, str], ...]
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
            named=_named(session, pairs[row["id"]], row["since"]), told=last[row["id"]].text,
        )
        for row in session.execute(query).mappings()
    ]  # fmt: skip


def regions_on(session: Session, day: date) -> pl.DataFrame:
    """Return 区划 of a day as it is known now."""
    seen = Seen(day, newest_known(session, None))
    return in_force(session, REGIONS, seen, line(session, seen))


def names_of(regions: pl.DataFrame) -> dict[str, str]:
    """Return the name of each division by its code."""
    return dict(regions.select("region", "name").iter_rows())


def _named(
    session: Session, pairs: list[tuple[str, str]], since: date
) -> tuple[tuple[str, str], ...]:
    first = names_of(regions_on(session, since))
    before = first | names_of(regions_on(session, since - timedelta(days=1)))
    return tuple(
        (f"{old}{before.get(old, '')}", f"{new}{first.get(new, '')}") for old, new in pairs
    )
