"""Changes of divisions (区划调整) in force: which division went on as which, and since when."""

from datetime import datetime

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from metrics.records.succession import Succession
from sql.database.moments import written
from sql.models.divisions import DIVISION_CHANGE_EVENTS, DIVISION_CHANGES, DIVISION_SUCCESSORS

CARRIED_OUT, REVOKED = "carried_out", "revoked"
"""What becomes of a change of divisions."""


def successions(session: Session, *, known_at: datetime | None = None) -> tuple[Succession, ...]:
    """Return every line of the changes that stand, in their order, as known at a moment (null: now)."""
    c, s, e = DIVISION_CHANGES.c, DIVISION_SUCCESSORS.c, DIVISION_CHANGE_EVENTS.c
    undone = and_(e.change == c.id, e.kind == REVOKED)
    seen = []
    if known_at is not None:
        undone = and_(undone, e.at <= written(known_at))
        seen.append(c.at <= written(known_at))
    query = (
        select(c.since, c.id, s.old, s.new, c.kind, c.document, s.old_parent, s.new_parent)
        .join_from(DIVISION_CHANGES, DIVISION_SUCCESSORS, s.change == c.id)
        .where(~exists().where(undone), *seen)
        .order_by(c.since, c.id, s.old, s.new)
    )
    return tuple(Succession(*row) for row in session.execute(query))
