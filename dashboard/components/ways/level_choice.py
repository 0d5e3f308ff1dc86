"""Which level of regions is ranked: counties or cities; it stands in the address."""

from dashboard import data
from dashboard.components import address
from metrics.scope import Scope
from metrics.views.parts import labels

LEVELS = ("county", "city")


def show(scope: Scope) -> str:
    """Offer the levels below the place; those of a city are its counties only."""
    levels = tuple(level for level in LEVELS if level in data.levels(scope))
    if len(levels) == 1:
        return levels[0]
    return address.choose(
        "level", "层级", levels, default=levels[0], text=labels.LEVELS.__getitem__, segmented=True
    )
