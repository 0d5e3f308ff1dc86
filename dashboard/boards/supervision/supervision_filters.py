"""The filters of the supervision table; each stands in the address."""

from typing import Any

import streamlit as st

from dashboard import data
from dashboard.components import address, region_filter
from dashboard.data import Offered
from metrics.scope import Scope
from metrics.supervision.choice import CAUSES, Asked
from metrics.supervision.lights import BLACK, LIGHTS, TO_REPORT
from metrics.supervision.stages import LABELS
from metrics.views.parts.signals import LIGHTS as LOOKS
from metrics.views.supervision.asked_words import MONEY_WORDS, ORDER_WORDS, stage_words

ALL = ""
LONGEST = 40
RARELY = ("stage", "plan", "mode", "money", "owner")
"""The filters under 更多, by their names in the address."""


def show(scope: Scope) -> Asked:
    """Draw the filters and return what they ask."""
    offered = data.offered(scope)
    light = address.choose(
        "light", "灯色", (ALL, *LIGHTS, TO_REPORT), default=ALL, text=_light_words
    )  # fmt: skip
    cause = address.choose(
        "cause", "首要原因", (ALL, *CAUSES), default=ALL, text=lambda c: c or "全部原因"
    )  # fmt: skip
    region = region_filter.of_list(scope, offered.cities, offered.counties)
    text = address.sought("q", "查找项目", placeholder="查找项目、单位、责任人", longest=LONGEST)
    order = address.choose(
        "order", "排列", tuple(ORDER_WORDS), default="city", text=ORDER_WORDS.__getitem__
    )  # fmt: skip
    rarely = _rarely_asked(offered)
    return Asked(light=light, cause=cause, region=region, text=text, order=order, **rarely)


def folded() -> bool:
    """Offer to fold the stages that are finished."""
    fold = address.choose(
        "fold", "环节显示", (ALL, "1"), default=ALL, text=lambda f: "收起已办结" if f else "展开环节"
    )  # fmt: skip
    return bool(fold)


def _rarely_asked(offered: Offered) -> dict[str, Any]:
    """Offer what is seldom asked under one button, so that the row of filters is one line."""
    stages = {ALL: "全部环节"} | {str(n): stage_words(n) for n in range(len(LABELS) + 1)}
    active = sum(address.get(name) is not None for name in RARELY)
    with st.popover(f"更多（{active}）" if active else "更多", key="more"):
        stage = address.choose("stage", "环节", tuple(stages), default=ALL, text=stages.__getitem__)
        year, mode = _year(offered.years), _mode(offered.modes)
        money = address.choose(
            "money", "资金", (ALL, *MONEY_WORDS), default=ALL,
            text=lambda m: MONEY_WORDS.get(m, "全部资金情况"),
        )  # fmt: skip
        owner = address.choose(
            "owner", "实施主体", (ALL, *offered.owners), default=ALL,
            text=lambda o: o or "全部实施主体", searched=True,
        )  # fmt: skip
    asked = {"year": year, "mode": mode, "money": money, "owner": owner}
    return {"stage": int(stage) if stage else None, **asked}


def _light_words(name: str) -> str:
    if not name:
        return "全部灯色"
    look = LOOKS[BLACK if name == TO_REPORT else name]
    return f"{look.mark}{name}"


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
