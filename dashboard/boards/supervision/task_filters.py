"""The filters of the key tasks: whose list, responsible unit, light, words and order; each in the address."""

from typing import NamedTuple

import polars as pl

from dashboard import data
from dashboard.components import address
from metrics.scope import Scope
from metrics.supervision.lights import LIGHTS
from metrics.supervision.queries import holding
from metrics.supervision.tasks import answered_by, responsible_units

ALL = ""
EVERY_LIST = "all"
LONGEST = 40
SOUGHT = ("task", "category", "work", "content", "units", "progress")
ORDERS = {
    "list": ("按任务序号", [], []),
    "light": ("红灯在前", ["light", "due", "unit"], [False, False, False]),
    "late": ("逾期最长在前", ["days", "unit"], [True, False]),
    "due": ("按到期日", ["due", "unit"], [False, False]),
}  # fmt: skip
"""The orders of the list: their words, the columns and which of them fall."""


class Asked(NamedTuple):
    """What the filters ask, in words where somebody reads it; an empty text asks nothing."""

    whose: str
    unit: str
    light: str
    text: str
    order: str

    @property
    def words(self) -> dict[str, str]:
        """The filters by name, as the foot of a paper tells them."""
        return {"任务表": self.whose, "责任单位": self.unit, "灯色": self.light, "查找": self.text}

    @property
    def logged(self) -> dict[str, str]:
        """The filters as the log keeps them: that something was sought, not what."""
        return self.words | {"查找": "略" if self.text else ""}


def show(scope: Scope, tasks: pl.DataFrame) -> tuple[Asked, pl.DataFrame]:
    """Draw the filters; return what they ask and the tasks that they leave, in the order asked."""
    whose, listed = _list(scope, tasks)
    units = (ALL, *responsible_units(listed))
    unit = address.choose(
        "unit", "责任单位", units, default=ALL, text=lambda u: u or "全部责任单位", searched=True
    )
    light = address.choose(
        "light", "灯色", (ALL, *LIGHTS), default=ALL, text=lambda name: name or "全部灯色"
    )
    text = address.sought(
        "q", "查找任务", placeholder="查找任务、单位", longest=LONGEST, of=" of tasks"
    )
    address.forget("order")
    order = address.choose(
        "order", "排列", tuple(ORDERS), default="list", text=lambda name: ORDERS[name][0]
    )
    asked = Asked(whose, unit, light, text, order)
    return asked, _kept(listed, asked)


def _list(scope: Scope, tasks: pl.DataFrame) -> tuple[str, pl.DataFrame]:
    """Let choose whose list is shown, and name it: the place's own if it has one, else every one."""
    lists = data.task_reporters(scope)
    if len(lists) < 2:
        return ALL, tasks
    names = {**data.unit_names(), EVERY_LIST: "各单位"}
    own = scope.place if scope.place in lists else EVERY_LIST
    of = address.choose(
        "list", "任务表", (*lists, EVERY_LIST), default=own, searched=True,
        text=lambda code: f"{names.get(code, code)}任务表",
    )  # fmt: skip
    return names.get(of, of), tasks if of == EVERY_LIST else tasks.filter(unit=of)


def _kept(tasks: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    answered = answered_by(tasks, asked.unit) if asked.unit else tasks
    lit = (
        answered.filter(pl.col("light").cast(pl.String) == asked.light) if asked.light else answered
    )
    found = holding(lit, asked.text, SOUGHT)
    _, by, falling = ORDERS[asked.order]
    return found.sort(by, descending=falling, nulls_last=True) if by else found
