"""How scoring functions of a score sheet (考核细则) are said to officers."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from metrics.rating.functions import (
    Banded,
    Deducted,
    Function,
    Gated,
    Scored,
    Share,
    Stepped,
    ToFull,
)
from metrics.rating.rule_keys import Band
from metrics.rules.value import Rules
from metrics.views.parts import numbers


def points(value: Fraction) -> str:
    """Write points with the decimals they have."""
    return numbers.trimmed(value)


def percent(share: Fraction) -> str:
    """Write a share in percent with the decimals it has."""
    return f"{numbers.trimmed(share * 100)}%"


def scored_words(scored: Scored, rules: Rules, *, by_hand: bool) -> str:
    """Say how an item is scored, with its target where it has one."""
    if by_hand:
        return "由评分人评分，未评的不计为0分"
    return f"{_WORDS[type(scored.function)](scored.function, _target(scored, rules))}"


def _target(scored: Scored, rules: Rules) -> str:
    if scored.target is None:
        return "各地下达的目标"
    share = rules[scored.target] if isinstance(scored.target, str) else scored.target
    return f"目标{percent(share)}{'（分地区下达的从其规定）' if scored.by_region else ''}"


def _stepped(function: Stepped, target: str) -> str:
    step = numbers.trimmed(function.step * 100)
    more = "超过的不加分"
    if function.most:
        more = f"每高{step}个百分点加{points(function.more)}分，最多加{points(function.most)}分"
    return f"达到{target}得满分，{more}；每低{step}个百分点扣{points(function.less)}分，扣完为止"


def _deducted(function: Deducted, _target: str) -> str:
    prices = "、".join(points(each) for each in function.each)
    return f"不符合的每件扣{prices}分，扣完为止"


def _banded(function: Banded, _target: str) -> str:
    return "；".join(f"{_range(band)}得{points(worth)}分" for band, worth in function.bands)


def _range(band: Band) -> str:
    low, high = (numbers.trimmed(each) for each in (band.low, band.high))
    above = "不低于" if band.low_included else "高于"
    below = "不高于" if band.high_included else "低于"
    return f"{above}{low}%、{below}{high}%"


def _gated(function: Gated, target: str) -> str:
    then = _WORDS[type(function.then)](function.then, target)
    return f"低于{percent(function.at_least)}不得分；达到的，{then}"


_WORDS: dict[type[Function], Callable[[Any, str], str]] = {
    ToFull: lambda _, target: f"达到{target}得满分，未达到的按比例得分",
    Share: lambda *_: "按比例得分",
    Stepped: _stepped,
    Deducted: _deducted,
    Banded: _banded,
    Gated: _gated,
}
