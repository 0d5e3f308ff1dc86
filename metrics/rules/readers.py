"""How the value of a rule is read: the readers that any subject may use, and what a rule key is."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple


class RuleKey(NamedTuple):
    """A rule (参数): its label for officers and the reader of its value.

    A value that does not read raises ValueError with what is allowed, in a sentence for officers.
    `words` are those that parts of the value may be, by the name of the part; that of a plain value,
    and of each part without words of its own, is empty. Numbers in it are whole, or may be `parted`.
    `local` is what a clause leaves to the place of each record (当地规定比例).
    """

    label: str
    read: Callable[[Any], Any]
    words: Mapping[str, tuple[str, ...]] = {}
    parted: bool = False
    local: bool = False


def word(label: str, *choices: str) -> RuleKey:
    """Return the key of a rule that is one of the given words."""
    return RuleKey(label, one_of(*choices), {"": choices})


def number(raw: Any) -> Fraction:
    """Read a number such as "2.5" or "2/3" exactly; ValueError otherwise."""
    try:
        return Fraction(str(raw).strip())
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"“{raw}”不是数") from None


def share(raw: Any) -> Fraction:
    """Read "75%", "2/3" or "0.5" as an exact share between 0 and 1; ValueError otherwise."""
    wrong = ValueError("应为0%至100%之间的比例，写作“75%”或“2/3”")
    text = str(raw).strip()
    try:
        value = number(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise wrong from None
    if isinstance(raw, float) or not 0 <= value <= 1:
        raise wrong
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


YES_OR_NO = ("是", "否")


def yes_or_no(raw: Any) -> bool:
    """Read 是 or 否."""
    return one_of(*YES_OR_NO)(raw) == "是"
