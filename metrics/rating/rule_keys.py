"""Rules of rating: weights, points, vetoes, grades and small groups."""

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from metrics.rules.readers import (
    YES_OR_NO,
    RuleKey,
    number,
    share,
    target_share,
    whole,
    word,
    yes_or_no,
)
from metrics.standards.rule_keys import RULE_KEYS as OF_MEASURES
from metrics.standards.standard import Standard

OBJECTION_WINDOW = "objection_window_workdays"
"""For how many working days after it is published (公示) an evaluation may be objected to."""
MOST_DAYS = 90
SHARE_KEYS = frozenset(key for key, rule in OF_MEASURES.items() if rule.read is target_share)
"""The rules that a points function may name as its target."""


class Band(NamedTuple):
    """A grade (等次) and the scores it covers, with both bounds explicit."""

    grade: str
    low: Fraction
    low_included: bool
    high: Fraction
    high_included: bool

    def covers(self, score: Fraction) -> bool:
        """Say whether the band holds the score."""
        above = score > self.low or (self.low_included and score == self.low)
        return above and (score < self.high or (self.high_included and score == self.high))


class Points(NamedTuple):
    """How a rate earns its weight: proportional, threshold (all from `target` on), or linear
    from nothing at `floor` to all at `target`. `target` may name a share key of the pack."""

    shape: str
    floor: Fraction = Fraction(0)
    target: Fraction | str = Fraction(1)


def veto_list(standard: Standard) -> Callable[[Any], tuple[str, ...]]:
    """Return a reader for measure codes, none twice; a share of money breaches nothing."""
    judged = {code for code, measure in standard.measures.items() if not measure.amounts}

    def read(raw: Any) -> tuple[str, ...]:
        if not isinstance(raw, list) or len(set(raw)) != len(raw) or set(raw) - judged:
            raise ValueError("应为不重复的、逐条判定的衡量内容编号，如[A02.2, A03.2]")
        return tuple(raw)

    return read


def weights(standard: Standard) -> Callable[[Any], dict[str, Fraction]]:
    """Return a reader for the weight (分值) of each item; all are named and none is negative."""
    groups = standard.groups.values()
    spans = ("至".join(dict.fromkeys((items[0].code, items[-1].code))) for items in groups)
    missing = f"应逐项写明{'、'.join(spans)}的分值"

    def read(raw: Any) -> dict[str, Fraction]:
        if not isinstance(raw, dict) or set(raw) != set(standard.by_code):
            raise ValueError(missing)
        weights = {code: number(raw[code]) for code in standard.by_code}
        if min(weights.values()) < 0 or not sum(weights.values()):
            raise ValueError("分值不得为负，合计应大于0")
        return weights

    return read


_BAND = re.compile(r"^([\[(])\s*([\d.]+)\s*,\s*([\d.]+)\s*([\])])$")


def bands(raw: Any) -> tuple[Band, ...]:
    """Read grade bands, best first; together they cover 0 to 100 once, without a gap."""
    if not isinstance(raw, dict) or not raw:
        raise ValueError("应写明各等次的分数段")
    read = tuple(band(grade, text) for grade, text in raw.items())
    joined = all(a.low == b.high and a.low_included != b.high_included for a, b in pairwise(read))
    covers_the_ends = read[0].covers(Fraction(100)) and read[-1].covers(Fraction(0))
    if not joined or not covers_the_ends or read[0].high != 100 or read[-1].low != 0:
        raise ValueError("各等次应从高到低首尾相接，恰好覆盖0至100分")
    return read


def band(grade: str, text: Any) -> Band:
    """Read one band as written, such as “[80,90)”; ValueError says how to write it."""
    match = _BAND.match(str(text))
    if match is None:
        raise ValueError("分数段应写作“[80,90)”")
    left, low, high, right = match.groups()
    return Band(grade, number(low), left == "[", number(high), right == "]")


def points(standard: Standard) -> Callable[[Any], dict[str, Points]]:
    """Return a reader for the points function of each measure; `default` is that of all others."""
    codes = {"default", *standard.measures}

    def read(raw: Any) -> dict[str, Points]:
        if not isinstance(raw, dict) or "default" not in raw or set(raw) - codes:
            raise ValueError("应写明default，其余键为衡量内容编号")
        return {code: _points(value) for code, value in raw.items()}

    return read


SHAPES: dict[str, set[str]] = {
    "proportional": set(), "threshold": {"target"}, "linear": {"floor", "target"},
}  # fmt: skip
"""The shapes of points functions, and what each says besides."""


def _points(raw: Any) -> Points:
    if not isinstance(raw, dict) or set(raw) - {"shape"} != SHAPES.get(raw.get("shape", "")):
        raise ValueError(
            "计分方式应为按比例得分（proportional）、达到目标得满分（threshold，另写target）"
            "或自起点线性得分（linear，另写floor、target）"
        )
    target = raw.get("target", "1")
    read = Points(
        raw["shape"],
        share(raw.get("floor", "0")),
        target if target in SHARE_KEYS else target_share(target),
    )
    if read.shape == "linear" and isinstance(read.target, Fraction) and read.target <= read.floor:
        raise ValueError("自起点线性得分（linear）的目标（target）应大于起点（floor）")
    return read


BREACHES_FIRST = "baseline_breaches_first"


def _at_least_a_day(raw: Any) -> int:
    days = whole(raw)
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"应为1至{MOST_DAYS}的整数")
    return days


def tolerance(raw: Any) -> Fraction:
    """Read points that may lie between two counts of one thing: 0 or more, written “0.5”."""
    value = number(raw)
    if isinstance(raw, float) or value < 0:
        raise ValueError("应为不小于0的分数，小数写在引号内，如“0.5”")
    return value


SELF_SCORES = "self_score_tolerance"
NOT_RATING = frozenset({OBJECTION_WINDOW, SELF_SCORES})
"""Rules beside rating: no score, grade or rank hangs on them."""
RULE_KEYS: dict[str, RuleKey] = {
    "veto_effect": word("否决方式", "last", "cap", "flag"),
    "veto_grade_cap": RuleKey("否决后的最高等次", str),
    "grade_bands": RuleKey("等次分数段", bands),
    "min_compounds": RuleKey("参加主排名的最少小区数", whole),
    BREACHES_FIRST: RuleKey("底线不达标条数优先", yes_or_no, {"": YES_OR_NO}),
    SELF_SCORES: RuleKey("自评与系统得分的容差(分)", tolerance),
    "not_applicable": word("不适用内容的分值处理", "spread", "full", "zero"),
    OBJECTION_WINDOW: RuleKey("公示及异议期(工作日)", _at_least_a_day),
}


def rule_keys(standard: Standard) -> dict[str, RuleKey]:
    """Return the keys that name a standard's own items and measures."""
    judged = tuple(code for code, measure in standard.measures.items() if not measure.amounts)
    named = {
        "veto_measures": RuleKey("一票否决内容", veto_list(standard), {"": judged}),
        "item_weights": RuleKey("各项分值", weights(standard), parted=True),
        "points": RuleKey("计分方式", points(standard), {"shape": tuple(SHAPES)}),
    }
    return {f"{standard.prefix}{key}": rule_key for key, rule_key in named.items()}
