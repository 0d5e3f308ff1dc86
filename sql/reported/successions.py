"""Changes of divisions (区划调整) in force: which division went on as which, and since when."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from metrics.records.succession import REVOKED, Succession
from sql.database.moments import written
from sql.models import HISTORIES, SUBMISSIONS
from sql.models.divisions import DIVISION_CHANGE_EVENTS, DIVISION_CHANGES, DIVISION_SUCCESSORS
from sql.reported.statements import newest_known, stands


def successions(session: Session, *, known_at: datetime | None = None) -> tuple[Succession, ...]:
    """Return every line of the changes that stand, in their order, as known at a moment (null: now)."""
    c, s, e = DIVISION_CHANGES.c, DIVISION_SUCCESSORS.c, DIVISION_CHANGE_EVENTS.c
    undone = and_(e.change == c.id, e.kind == REVOKED)
    seen = []
    if known_at is not None:
        undone = and_(undone, e.at <= written(known_at))
        seen.append(c.at <= written(known_at))
    query = (
        select(c.since, c.id, s.old, s.new, c.kind, c.document)
        .join_from(DIVISION_CHANGES, DIVISION_SUCCESSORS, s.change == c.id)
        .where(~exists().where(undone), *seen)
        .order_by(c.since, c.id, s.old, s.new)
    )
    lines = [Succession(*row) for row in session.execute(query)]
    codes = {code for each in lines for code in (each.old, each.new)}
    parents = _parents(session, codes, newest_known(session, known_at))
    return tuple(
        each._replace(
            old_parent=_parent(parents, each.old, each.since - timedelta(days=1)),
            new_parent=_parent(parents, each.new, each.since),
        )
        for each in lines
    )


_Parents = dict[str, list[tuple[date, str]]]


def _parents(session: Session, codes: Collection[str], newest: int) -> _Parents:
    """Return what 区划 has said of the superior of each division, in the order of the data dates.

    A blank is left out: it replaces no value (standard.md §6, reading 43).
    """
    parents: _Parents = {}
    if not codes:
        return parents
    s, regions = SUBMISSIONS.c, HISTORIES["regions"].c
    query = (
        select(regions.region, s.data_date, regions.parent)
        .join_from(SUBMISSIONS, HISTORIES["regions"], regions.submission == s.id)
        .where(
            stands(newest), regions.region.in_(codes), ~regions.gone, regions.parent.is_not(None)
        )
        .order_by(s.data_date, s.id)
    )
    for region, day, parent in session.execute(query):
        parents.setdefault(region, []).append((day, parent))
    return parents


def _parent(parents: _Parents, code: str, on: date) -> str | None:
    said = [parent for day, parent in parents.get(code, ()) if day <= on]
    return said[-1] if said else None
