"""Keep the counties of one city."""

from dashboard import data
from dashboard.components import address
from metrics.scope import Scope

ALL = ""


def show(scope: Scope) -> str | None:
    """Offer the cities of the place; null means all, and where it has no level of cities."""
    if "city" not in data.levels(scope):
        return None
    cities = data.cities(scope)
    names = {ALL: "全部市州", **cities}
    chosen = address.choose("within", "所属市州", tuple(names), default=ALL, text=names.__getitem__)
    return chosen or None
