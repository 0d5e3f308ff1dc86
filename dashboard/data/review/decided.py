"""What was decided on submissions (审核), and which of them do not count, by what was known."""

from collections.abc import Collection, Mapping

from dashboard.data.database import cached
from sql.database.engine import session_scope
from sql.reported.review import cut, written


def newest_on(submissions: Collection[int], known: int) -> int:
    """Return the number of the last decision on any of these submissions; 0 where there is none."""
    decided = _newest(known)
    return max((decided.get(number, 0) for number in submissions), default=0) if decided else 0


@cached(max_entries=2)
def _newest(known: int) -> Mapping[int, int]:
    if not known:
        return {}
    with session_scope() as session:
        return {each.submission: each.id for each in written.reviews(session)}


@cached(max_entries=2)
def uncounted(known: int) -> frozenset[int]:
    """Return the submissions that stand and do not count."""
    if not known:
        return frozenset()
    with session_scope() as session:
        return cut.uncounted(session)
