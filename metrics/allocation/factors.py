"""From figures to weights: what each region's share of a part is, in whole numbers over one denominator.

The share of a part is Σ weight · (x·k) ÷ Σ(x·k) over its factors, times the 绩效调节系数 where the part has one.
A factor that the scheme takes without k (如绩效得分) is x ÷ Σx.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, lcm
from operator import add, mul

from metrics.allocation.errors import NotAllocated
from metrics.allocation.result import Claim, Term
from metrics.allocation.scheme import LINEAR, SCORE, Factor, K, Part


@dataclass(frozen=True)
class Weighed:
    """A part of the pool with the weight of every claim, whole numbers in the order of the claims.

    `totals` has Σ(x·k) of each factor, exactly. A claim's share of the part is its weight ÷ Σ weights.
    """

    part: Part
    claims: Sequence[Claim]
    totals: tuple[Fraction, ...]
    weights: list[int]

    @cached_property
    def whole(self) -> int:
        """The sum of all weights."""
        return sum(self.weights)

    def terms(self, claim: Claim) -> tuple[Term, ...]:
        """Return what each factor stands for of one claim."""
        return tuple(
            _term(self.part, factor, claim, total)
            for factor, total in zip(self.part.factors, self.totals, strict=True)
        )


def _term(part: Part, factor: Factor, claim: Claim, total: Fraction) -> Term:
    figure = claim.figures[factor.column]
    k = claim.figures[K] if factor.by_k else None
    counted = figure if k is None else figure * k
    return Term(part.name, factor.column, factor.label, figure, k, counted, total, factor.weight)


Whole = tuple[list[int], int]
"""Figures over one denominator, and that denominator."""


def whole_numbers(figures: Sequence[Fraction]) -> Whole:
    """Return figures over one denominator."""
    pairs = [figure.as_integer_ratio() for figure in figures]
    under = lcm(*{down for _, down in pairs})
    if under == 1:
        return [up for up, _ in pairs], 1
    return [up * (under // down) for up, down in pairs], under


def columns_of(parts: Sequence[Part], claims: Sequence[Claim]) -> Mapping[str, Whole]:
    """Return every column that parts read, in the order of the claims; NotAllocated where a figure is missing."""
    names = dict.fromkeys(name for part in parts for name in part.columns)
    return {name: whole_numbers(_figures(claims, name)) for name in names}


def weigh(part: Part, claims: Sequence[Claim], columns: Mapping[str, Whole]) -> Weighed:
    """Weigh every claim by a part.

    Raises:
        NotAllocated: nobody has anything of a factor: its weight could be given to nobody.
    """
    counted, totals = [], []
    for factor in part.factors:
        figures, under = columns[factor.column]
        if factor.by_k:
            ks, k_under = columns[K]
            figures, under = list(map(mul, figures, ks)), under * k_under
        counted.append(figures)
        totals.append((sum(figures), under))
    _nobody(part, totals)
    weights = _mixed(part, counted, [total for total, _ in totals])
    if part.by_score:
        weights = list(map(mul, weights, _coefficients(part, *columns[SCORE])))
    return Weighed(part, claims, tuple(Fraction(*total) for total in totals), weights)


def _coefficients(part: Part, scores: list[int], under: int) -> list[int]:
    """Return the 绩效调节系数 of scores over `under`, in whole numbers over one denominator."""
    if part.by_score == LINEAR:
        return scores
    lows = [ceil(low * under) for low, _ in reversed(part.bands)]
    values, _ = whole_numbers([value for _, value in reversed(part.bands)])
    return [values[bisect_right(lows, score) - 1] for score in scores]


def _mixed(part: Part, counted: Sequence[list[int]], totals: Sequence[int]) -> list[int]:
    """Add the factors up over the denominator that all of them have."""
    parts, _ = whole_numbers([factor.weight for factor in part.factors])
    under = lcm(*totals)
    times = [weight * (under // total) for weight, total in zip(parts, totals, strict=True)]
    first, *others = (
        [x * each for x in figures] for figures, each in zip(counted, times, strict=True)
    )
    for column in others:
        first = list(map(add, first, column))
    return first


def _figures(claims: Sequence[Claim], column: str) -> list[Fraction]:
    """Return a column; a figure that is missing is no zero, it refuses."""
    missing = [claim.region for claim in claims if column not in claim.figures]
    if missing:
        raise NotAllocated(f"{'、'.join(missing)}缺少{column}，缺数据不按0计，不能分配。")
    return [claim.figures[column] for claim in claims]


def _nobody(part: Part, totals: Sequence[tuple[int, int]]) -> None:
    for factor, (total, _) in zip(part.factors, totals, strict=True):
        if not total:
            raise NotAllocated(
                f"“{part.name}”的因素“{factor.label}”各地合计为0，它的权重无处可分，不能分配。"
            )
