"""Verdicts, grades and lights as people see them: a word, a colour and a mark, never a colour alone."""

from enum import Enum
from typing import NamedTuple


class Look(NamedTuple):
    """A word with its colour (at least 4.5:1 on white), its pale ground, and its mark for print."""

    label: str
    colour: str
    ground: str
    mark: str


class Sign(Enum):
    """What gives a cell its look; each member is a Look."""

    @property
    def label(self) -> str:
        """The word."""
        return self._look.label

    @property
    def colour(self) -> str:
        """The colour of text and marks."""
        return self._look.colour

    @property
    def ground(self) -> str:
        """The pale colour of a cell."""
        return self._look.ground

    @property
    def mark(self) -> str:
        """The mark that stands for the colour in black and white."""
        return self._look.mark

    @property
    def _look(self) -> Look:
        look: Look = self.value
        return look


class Signal(Sign):
    """The few states a figure can be in."""

    GOOD = Look("达标", "#1e7b34", "#e3f3e6", "●")
    FAIR = Look("较好", "#1d5fa8", "#e3eefa", "◆")
    WATCH = Look("关注", "#8a6100", "#fdf1d6", "▲")
    BAD = Look("不达标", "#b3261e", "#fbe4e2", "■")
    UNKNOWN = Look("数据缺失", "#5f6368", "#eceef0", "？")
    NOT_APPLICABLE = Look("不适用", "#5f6368", "#ffffff", "—")


class Light(Sign):
    """The six lights (灯) of the supervision table; the names are those of `metrics.supervision.lights`."""

    RED = Look("红", "#b3261e", "#fbe4e2", "■")
    BLACK = Look("黑", "#202124", "#dadce0", "◆")
    YELLOW = Look("黄", "#8a6100", "#fdf1d6", "▲")
    LATE_GREEN = Look("绿（迟）", "#1e7b34", "#f1f6e3", "◎")
    GREEN = Look("绿", "#1e7b34", "#e3f3e6", "●")
    GREY = Look("灰", "#5f6368", "#f4f5f6", "○")


LIGHTS = {light.label: light for light in Light}


def of_verdict(met: bool | None) -> Signal:
    """Return the signal of one record's verdict; null is unknown."""
    if met is None:
        return Signal.UNKNOWN
    return Signal.GOOD if met else Signal.BAD


def of_grade(grade: str | None, order: tuple[str, ...]) -> Signal:
    """Return the signal of a grade by its place in the bands, best first; no grade, no signal."""
    if grade is None:
        return Signal.NOT_APPLICABLE
    place = order.index(grade)
    if place == 0:
        return Signal.GOOD
    if place == len(order) - 1:
        return Signal.BAD
    return Signal.FAIR if place == 1 else Signal.WATCH
