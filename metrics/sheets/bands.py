"""Bands of a score sheet (考核细则), checked bound by bound: what no band holds, or two hold, is named."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from metrics.rating.rule_keys import Band, band


def read_bands(raw: Any, *, high: Fraction) -> tuple[Band, ...]:
    """Read bands, best first, as name → “[80,90)”; together they hold 0 to `high` once.

    ValueError names the first score that no band or two bands hold, and asks for the bound.
    """
    if not isinstance(raw, Mapping) or not raw:
        raise ValueError("应从高到低写明各段，如 优: “[90,100]”")
    bands = tuple(band(str(name), text) for name, text in raw.items())
    whole(bands, high=high)
    return bands


def whole(bands: Sequence[Band], *, high: Fraction) -> None:
    """Refuse bands that do not hold 0 to `high` once, by ValueError."""
    best, last = bands[0], bands[-1]
    if best.high < high or (best.high == high and not best.high_included):
        raise ValueError(f"{_said(best.high)}以上至{_said(high)}不属于任何一段，请写明上限")
    if last.low != 0 or not last.low_included:
        raise ValueError(f"“{last.grade}”应从0起（含0）")
    for each in bands:
        if each.low >= each.high:
            raise ValueError(f"“{each.grade}”的下限{_said(each.low)}应小于上限{_said(each.high)}")
    for upper, lower in pairwise(bands):
        _joined(upper, lower)


def _joined(upper: Band, lower: Band) -> None:
    names = f"“{upper.grade}”与“{lower.grade}”"
    if upper.low < lower.high or (
        upper.low == lower.high and upper.low_included and lower.high_included
    ):
        both = dict.fromkeys((_said(upper.low), _said(lower.high)))
        where = "至".join(both)
        raise ValueError(f"{names}都含{where}，请写明只属于哪一段")
    if upper.low > lower.high:
        raise ValueError(
            f"{_said(lower.high)}至{_said(upper.low)}不属于任何一段（{names}之间），请补齐"
        )
    if not upper.low_included and not lower.high_included:
        at = _said(upper.low)
        raise ValueError(
            f"{at}既不属于“{upper.grade}”也不属于“{lower.grade}”，请写明{at}含在哪一段"
        )


def _said(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
