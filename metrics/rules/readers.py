"""How the value of a rule is read: the readers that any subject may use, and what a rule key is."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple


class RuleKey(NamedTuple):
    """A rule (参数): its label for officers and the reader of its value.

    A value that does not read raises ValueError with what is allowed, in a sentence for officers.
    """

    label: str
    read: Callable[[Any], Any]


def share(raw: Any) -> Fraction:
    """Read "75%", "2/3" or "0.5" as an exact share between 0 and 1; ValueError otherwise."""
    text = str(raw).strip()
    value = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if isinstance(raw, float) or not 0 <= value <= 1:
        raise ValueError("应为0%至100%之间的比例，写作“75%”或“2/3”")
    return value


def target_share(raw: Any) -> Fraction:
    """Read a share to be reached: more than nothing, or there is nothing to reach."""
    value = share(raw)
    if not value:
        raise ValueError("目标占比应大于0%")
    return value


def whole(raw: Any) -> int:
    """Read a whole number, 0 or more."""
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < 0:
        raise ValueError("应为不小于0的整数")
    return raw


def one_of(*choices: str) -> Callable[[Any], str]:
    """Return a reader for one of the given words."""

    def read(raw: Any) -> str:
        if raw not in choices:
            raise ValueError(f"应为{'、'.join(choices)}之一")
        return str(raw)

    return read


def yes_or_no(raw: Any) -> bool:
    """Read 是 or 否."""
    return one_of("是", "否")(raw) == "是"
