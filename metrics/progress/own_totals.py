"""What a place told of itself held against what its divisions add up to (合计与各地之和)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from metrics.progress.figures import pair
from metrics.progress.places import exactly
from metrics.progress.published import OWN, agree


class Difference(NamedTuple):
    """A figure that the place told otherwise than its divisions do (numbers of things, or 分)."""

    figure: str
    own: int
    summed: int


def differences(total: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return the figures of the last line of a table of starts that do not add up.

    While divisions have not reported a figure, only a sum beyond the place's own contradicts it.
    """
    sides = ((name, total[f"own_{name}"], total[name], total[f"{name}_unknown"]) for name in OWN)
    return tuple(
        Difference(name, own, summed)
        for name, own, summed, silent in sides
        if own is not None
        and summed is not None
        and (summed > own or (summed < own and not silent))
    )


def misprinted(total: Mapping[str, Any]) -> bool:
    """Say whether the place printed another start rate than all of its divisions add up to."""
    exact = exactly(*(total[part] for part in pair("start_rate")))
    if exact is None or total["start_rate_left_out"] or total["printed"] is None:
        return False
    return not agree(total["printed"], exact)
