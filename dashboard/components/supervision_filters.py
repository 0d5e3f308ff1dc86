"""The filters of the supervision table; each stands in the address."""

import polars as pl

from dashboard import data
from dashboard.components import address
from dashboard.data import Asked, View
from metrics.lights import LIGHTS
from metrics.stages import LABELS
from metrics.views.asked_words import ORDER_WORDS, stage_words
from metrics.views.signals import LIGHTS as LOOKS

ALL = ""
LONGEST = 40


def show(view: View) -> Asked:
    """Draw the filters and return what they ask."""
    projects = data.supervised(view).projects
    light = address.choose(
        "light", "灯色", (ALL, *LIGHTS), default=ALL,
        text=lambda name: f"{LOOKS[name].mark}{name}" if name else "全部灯色",
    )  # fmt: skip
    stages = {ALL: "全部环节"} | {str(n): stage_words(n) for n in range(len(LABELS) + 1)}
    stage = address.choose("stage", "环节", tuple(stages), default=ALL, text=stages.__getitem__)
    return Asked(
        light=light,
        stage=int(stage) if stage else None,
        region=_region(projects),
        year=_year(projects),
        mode=_mode(projects),
        text=address.sought("q", "查找项目", placeholder="查找项目、单位、责任人", longest=LONGEST),
        order=address.choose(
            "order", "排列", tuple(ORDER_WORDS), default="city", text=ORDER_WORDS.__getitem__
        ),
    )


def _region(projects: pl.DataFrame) -> str:
    cities = _names(projects, "city", "city_name")
    city = address.choose(
        "city", "市州", (ALL, *cities), default=ALL, text=lambda c: cities.get(c, "全部市州")
    )
    if not city:
        return ALL
    counties = _names(projects.filter(pl.col("city") == city), "region", "county")
    county = address.choose(
        "county", "县区", (ALL, *counties), default=ALL, text=lambda c: counties.get(c, "全部县区")
    )
    return county or city


def _names(projects: pl.DataFrame, code: str, name: str) -> dict[str, str]:
    listed = projects.select(code, name).drop_nulls(code).unique().sort(code)
    return {region: words or region for region, words in listed.iter_rows()}


def _year(projects: pl.DataFrame) -> int:
    years: list[int] = sorted(projects["plan_year"].unique(), reverse=True)
    return address.choose(
        "plan", "项目计划年度", (0, *years), default=0,
        text=lambda year: f"{year}年项目" if year else "全部年度",
        code=lambda year: str(year) if year else "",
    )  # fmt: skip


def _mode(projects: pl.DataFrame) -> str:
    modes: list[str] = sorted(projects["delivery_mode"].cast(pl.String).drop_nulls().unique())
    return address.choose(
        "mode", "改造方式", (ALL, *modes), default=ALL, text=lambda mode: mode or "全部改造方式"
    )
