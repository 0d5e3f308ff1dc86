"""Three-valued logic: True, False, and None for unknown."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any


def every(conditions: Iterable[bool | None]) -> bool | None:
    """One false makes it false; otherwise one unknown makes it unknown."""
    seen = list(conditions)
    if False in seen:
        return False
    return None if None in seen else True


def either(conditions: Iterable[bool | None]) -> bool | None:
    """One true makes it true; otherwise one unknown makes it unknown."""
    seen = list(conditions)
    if True in seen:
        return True
    return None if None in seen else False


def opposite(condition: bool | None) -> bool | None:
    """Turn yes into no and no into yes; unknown stays unknown."""
    return None if condition is None else not condition


def at_most(value: Any, bound: Any) -> bool | None:
    """Compare numbers or dates, the bound included; unknown if one of them is blank."""
    if value is None or bound is None:
        return None
    return bool(value <= bound)


def equals(value: Any, wanted: Any) -> bool | None:
    """Compare a choice or a flag; a blank is unknown."""
    return None if value is None else bool(value == wanted)


def named(name: str | None) -> bool | None:
    """Say whether a name was given: 「无」 is no, a blank is unknown."""
    return None if name is None else name != "无"


def reaches(count: int | None, base: int | None, share: Fraction) -> bool | None:
    """Say whether count/base is at least `share`; a base reported as 0 is not met."""
    if base == 0:
        return False
    if count is None or base is None:
        return None
    return Fraction(count, base) >= share
