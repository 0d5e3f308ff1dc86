"""Keep the counties of one city, or of a list one city or county; each stands in the address."""

from collections.abc import Mapping

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


def of_list(
    scope: Scope, cities: Mapping[str, str], counties: Mapping[str, Mapping[str, str]]
) -> str:
    """Offer the cities and then the counties of the one chosen; return the code, empty for all.

    `cities` and `counties` (by city) are the names, by code, of those that the list has.
    """
    _adopt(scope, cities, counties)
    if data.alone(scope):
        return ALL
    if data.own_level(scope) == "city":
        return _county(counties.get(scope.place, {}))
    city = address.choose(
        "city", "市州", (ALL, *cities), default=ALL, text=lambda c: cities.get(c, "全部市州")
    )
    return (_county(counties.get(city, {})) or city) if city else ALL


def _adopt(
    scope: Scope, cities: Mapping[str, str], counties: Mapping[str, Mapping[str, str]]
) -> None:
    """Turn an address that names a `region`, as those of other pages do, into city and county."""
    region = address.get("region")
    if region is None:
        return
    city = next((c for c, below in counties.items() if region in below), None)
    if region in cities:
        address.go(region=None, city=region, county=None)
    elif city is not None:
        address.go(region=None, city=None if city == scope.place else city, county=region)
    address.put("region", None)
    if region != scope.place:
        address.complain("地址中的地区不存在或没有项目，已列出全部。")


def _county(counties: Mapping[str, str]) -> str:
    county: str = address.choose(
        "county", "县区", (ALL, *counties), default=ALL, text=lambda c: counties.get(c, "全部县区")
    )
    return county
