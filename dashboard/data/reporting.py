"""How the units of a place stand with their reports, as other pages tell it; cached by scalars."""

from dataclasses import replace
from datetime import date

from dashboard.data import opening, store
from dashboard.data.database import cached
from dashboard.data.reaching import reach
from dashboard.data.records import WHOLE, unsigned
from metrics.access.scoped import Reach
from metrics.errors import NothingReported, RuleNotInForce
from metrics.reporting.standing import Reporting, UnitStanding
from metrics.reporting.turns import day_told as told_on
from metrics.scope import Scope
from sql.database import beijing


def day_told(scope: Scope) -> date:
    """Return the day on which it is told who has reported, where nobody names another."""
    return told_on(
        scope.as_of, place=scope.place, opening=opening.default_date(scope.place),
        today=beijing.today(),
    )  # fmt: skip


def orders_told(scope: Scope) -> date:
    """Return the day on which orders stand as told: today while a place is looked at as pages open it.

    Also of an invented place (演示数据): orders are issued on real days, whatever its data date is.
    """
    opened = scope.as_of == opening.default_date(scope.place)
    return beijing.today() if opened else scope.as_of


def standing(scope: Scope) -> Reporting | None:
    """Return how the units of the place stand; null where nothing is due under the rules, and of a
    sealed round: how they stand now is none of it.

    Who sent the reports of other divisions is not told.
    """
    if scope.round is not None:
        return None
    found, own = _standing(store.version(), scope, day_told(scope)), reach()
    if found is None or own.divisions is None:
        return found
    return found._replace(units=tuple(_seen(unit, own) for unit in found.units))


def _seen(unit: UnitStanding, own: Reach) -> UnitStanding:
    if unit.last is None or own.sees(unit.unit):
        return unit
    return replace(unit, last=unsigned(unit.last))


@cached(max_entries=128)
def _standing(known: int, scope: Scope, day: date) -> Reporting | None:
    del known  # a key
    try:
        told = WHOLE.standing(scope, day)
    except (NothingReported, RuleNotInForce):
        return None
    return told if told.units else None
