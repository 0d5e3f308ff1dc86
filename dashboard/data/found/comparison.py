"""How regions compare beyond their ranks, cached by the scope and by what was known of it."""

from dashboard.data import results
from dashboard.data.database import cached
from dashboard.data.sealing import basis
from metrics.comparison.differences import Difference, Differences
from metrics.comparison.likeness import Likeness, likeness
from metrics.comparison.stability import Stability, stability
from metrics.scope import Scope


def difference(scope: Scope, first: str, second: str) -> Difference | None:
    """Return why two regions of the scope's place differ; null where one of them has no score."""
    return _differences(basis.known_of(scope), scope).of(first, second)


@cached(max_entries=12)
def _differences(known: int, scope: Scope) -> Differences:
    return Differences(results.evaluation_known(known, scope))


def weight_stability(scope: Scope) -> dict[str, Stability]:
    """Return how rank and grade of each region of the scope's place hold under other weights."""
    return _stability(basis.known_of(scope), scope)


@cached(max_entries=12, show_spinner="正在按上万种权重重新排名……")
def _stability(known: int, scope: Scope) -> dict[str, Stability]:
    return stability(results.evaluation_known(known, scope))


def peers_of(scope: Scope, region: str) -> Likeness | None:
    """Return the counties of the scope's place most like one of them; null where it is no county."""
    return _peers(basis.known_of(scope), scope, region)


@cached(max_entries=256)
def _peers(known: int, scope: Scope, region: str) -> Likeness | None:
    return likeness(results.evaluation_known(known, scope), region)
