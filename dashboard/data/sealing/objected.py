"""Figures under an objection (有异议) that nobody has decided yet."""

from metrics.scope import Scope
from metrics.sealing.objections import under_objection
from sql.database.engine import session_scope
from sql.sealed import objections as book
from sql.sealed import rounds


def objected(scope: Scope) -> frozenset[tuple[str, str]]:
    """Return the figures of a round that wait for a decision, as region and kind of figure (`figures.FIGURES`).

    Of what is in force now there are none, nor of a round that was withdrawn or corrected. Few rows, read
    anew.
    """
    if scope.round is None:
        return frozenset()
    with session_scope() as session:
        if rounds.one(session, scope.round).is_over:
            return frozenset()
        return under_objection(book.objections(session, round=scope.round))
