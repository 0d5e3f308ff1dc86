"""The records behind a figure of a sealed round (封账轮次), held against the verdicts that were sealed."""

from dashboard.data import results
from dashboard.data.database import cached
from dashboard.data.reaching import sees
from dashboard.data.sealing import basis, sealed
from metrics.scope import Scope
from metrics.sealing import verifying
from metrics.sealing.verifying import Otherwise


def judged_otherwise(scope: Scope, *, measure: str, region: str) -> list[Otherwise] | None:
    """Return the records behind a figure that this programme judges otherwise than was sealed.

    They are those that the visitor may see; null where the scope has no round.
    """
    if scope.round is None:
        return None
    return [one for one in _otherwise(scope.round, scope, measure, region) if sees(one.region)]


@cached(max_entries=32)
def _otherwise(number: int, scope: Scope, measure: str, region: str) -> tuple[Otherwise, ...]:
    judged = results.evidence_known(basis.known_of(scope), scope, measure, region)
    return verifying.judged_otherwise(sealed.of(number), judged, measure=measure, region=region)
