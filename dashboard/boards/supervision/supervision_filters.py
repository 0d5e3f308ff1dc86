"""The filters of the supervision table; each stands in the address."""

from dashboard import data
from dashboard.components import address
from dashboard.data import Offered
from metrics.scope import Scope
from metrics.supervision.choice import Asked
from metrics.supervision.lights import BLACK, LIGHTS, TO_REPORT
from metrics.supervision.stages import LABELS
from metrics.views.parts.signals import LIGHTS as LOOKS
from metrics.views.supervision.asked_words import ORDER_WORDS, stage_words

ALL = ""
LONGEST = 40


def show(scope: Scope) -> Asked:
    """Draw the filters and return what they ask."""
    offered = data.offered(scope)
    light = address.choose(
        "light", "灯色", (ALL, *LIGHTS, TO_REPORT), default=ALL, text=_light_words
    )  # fmt: skip
    stages = {ALL: "全部环节"} | {str(n): stage_words(n) for n in range(len(LABELS) + 1)}
    stage = address.choose("stage", "环节", tuple(stages), default=ALL, text=stages.__getitem__)
    return Asked(
        light=light,
        stage=int(stage) if stage else None,
        region=_region(scope, offered),
        year=_year(offered.years),
        mode=_mode(offered.modes),
        text=address.sought("q", "查找项目", placeholder="查找项目、单位、责任人", longest=LONGEST),
        order=address.choose(
            "order", "排列", tuple(ORDER_WORDS), default="city", text=ORDER_WORDS.__getitem__
        ),
    )


def _light_words(name: str) -> str:
    if not name:
        return "全部灯色"
    look = LOOKS[BLACK if name == TO_REPORT else name]
    return f"{look.mark}{name}"


def _region(scope: Scope, offered: Offered) -> str:
    """Offer the cities and then the counties of one; a city's page offers its own counties."""
    _adopt_region(scope, offered)
    if data.alone(scope):
        return ALL
    cities = offered.cities
    if data.own_level(scope) == "city":
        return _county(offered.counties.get(scope.place, {}))
    city = address.choose(
        "city", "市州", (ALL, *cities), default=ALL, text=lambda c: cities.get(c, "全部市州")
    )
    return (_county(offered.counties[city]) or city) if city else ALL


def _adopt_region(scope: Scope, offered: Offered) -> None:
    """Turn an address that names a `region`, as those of other pages do, into city and county."""
    region = address.get("region")
    if region is None:
        return
    city = next((c for c, counties in offered.counties.items() if region in counties), None)
    if region in offered.cities:
        address.go(region=None, city=region, county=None)
    elif city is not None:
        address.go(region=None, city=None if city == scope.place else city, county=region)
    address.put("region", None)
    if region != scope.place:
        address.complain("地址中的地区不存在或没有项目，已列出全部。")


def _county(counties: dict[str, str]) -> str:
    county: str = address.choose(
        "county", "县区", (ALL, *counties), default=ALL, text=lambda c: counties.get(c, "全部县区")
    )
    return county


def _year(years: tuple[int, ...]) -> int:
    return address.choose(
        "plan", "项目计划年度", (0, *years), default=0,
        text=lambda year: f"{year}年项目" if year else "全部年度",
        code=lambda year: str(year) if year else "",
    )  # fmt: skip


def _mode(modes: tuple[str, ...]) -> str:
    return address.choose(
        "mode", "改造方式", (ALL, *modes), default=ALL, text=lambda mode: mode or "全部改造方式"
    )
