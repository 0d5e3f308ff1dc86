"""How the units of a place stand with their reports, as other pages tell it; cached by scalars."""

from datetime import date

from dashboard.data import opening, store
from dashboard.data.database import cached
from dashboard.data.records import RECORDS
from metrics.errors import NothingReported, RuleNotInForce
from metrics.reporting.standing import Reporting
from metrics.reporting.turns import day_told as told_on
from metrics.scope import Scope
from sql.database import beijing


def day_told(scope: Scope) -> date:
    """Return the day on which it is told who has reported, where nobody names another."""
    return told_on(
        scope.as_of, place=scope.place, opening=opening.default_date(scope.place),
        today=beijing.today(),
    )  # fmt: skip


def standing(scope: Scope) -> Reporting | None:
    """Return how the units of the place stand; null where nothing is due under the rules."""
    return _standing(store.version(), scope, day_told(scope))


@cached(max_entries=24)
def _standing(known: int, scope: Scope, day: date) -> Reporting | None:
    del known  # a key
    try:
        told = RECORDS.standing(scope, day)
    except (NothingReported, RuleNotInForce):
        return None
    return told if told.units else None
