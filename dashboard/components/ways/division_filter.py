"""Keep the rows of one city or county: those that lists have rows of, and the cities above them."""

from collections.abc import Iterable

from dashboard import data
from dashboard.components import address
from metrics.scope import Scope

ALL = ""


def show(scope: Scope, regions: Iterable[str | None]) -> str:
    """Offer the cities and counties that rows are of, by name; return the code chosen, empty for all."""
    inside = data.divisions_inside(scope)
    held = {code for code in regions if code in inside and code != scope.place}
    cities = {code for code in data.cities(scope) if held & data.regions_below(scope, code)}
    listed = sorted(held | (cities - {scope.place}))
    if not listed:
        return ALL
    address.forget("within")
    names = {ALL: "全部地区"} | {code: data.offered_places(code).get(code, code) for code in listed}
    return address.choose(
        "within", "地区", tuple(names), default=ALL, text=names.__getitem__, searched=True
    )


def below(scope: Scope, chosen: str) -> frozenset[str] | None:
    """Return the divisions that are kept; null for all."""
    return data.regions_below(scope, chosen) if chosen else None
