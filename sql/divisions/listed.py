"""The changes of divisions (区划调整) that were registered, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.records.sheets.divisions import REGIONS
from sql.models.divisions import DIVISION_CHANGE_EVENTS, DIVISION_CHANGES, DIVISION_SUCCESSORS
from sql.reported.as_of import InForce, in_force
from sql.reported.statements import newest_known


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
    rows = session.execute(query).mappings().all()
    days = {day for row in rows for day in _days(row["since"])}
    by_day = in_force(session, days, sheets=[REGIONS], newest=newest_known(session, None))
    return [
        Change(
            **row, lines=tuple(pairs[row["id"]]), state=last[row["id"]].kind,
            named=_named(pairs[row["id"]], row["since"], by_day), told=last[row["id"]].text,
        )
        for row in rows
    ]  # fmt: skip


def names_of(regions: pl.DataFrame) -> dict[str, str]:
    """Return the name of each division by its code."""
    return dict(regions.select("region", "name").iter_rows())


def _named(
    pairs: list[tuple[str, str]], since: date, by_day: Mapping[date, InForce]
) -> tuple[tuple[str, str], ...]:
    before, first = (names_of(by_day[day].tables["regions"]) for day in _days(since))
    before = first | before
    return tuple(
        (f"{old}{before.get(old, '')}", f"{new}{first.get(new, '')}") for old, new in pairs
    )


def _days(since: date) -> tuple[date, date]:
    return since - timedelta(days=1), since
