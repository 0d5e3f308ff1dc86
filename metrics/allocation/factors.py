"""From figures to weights: what each region's share of a part is, in whole numbers over one denominator.

The share of a part is Σ weight · (x·k) ÷ Σ(x·k) over its factors, times the 绩效调节系数 where the part has one.
A factor that the scheme takes without k (如绩效得分) is x ÷ Σx.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from metrics.allocation.errors import NotAllocated
from metrics.allocation.result import Claim, Term
from metrics.allocation.scheme import SCORE, Factor, K, Part


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


def whole_numbers(figures: Sequence[Fraction]) -> tuple[list[int], int]:
    """Return figures over one denominator, and that denominator."""
    under = lcm(*{figure.denominator for figure in figures})
    if under == 1:
        return [figure.numerator for figure in figures], 1
    return [figure.numerator * (under // figure.denominator) for figure in figures], under


def weigh(part: Part, claims: Sequence[Claim]) -> Weighed:
    """Weigh every claim by a part.

    Raises:
        NotAllocated: nobody has anything of a factor: its weight could be given to nobody.
    """
    columns = {name: whole_numbers(_figures(claims, name)) for name in part.columns}
    counted, totals = [], []
    for factor in part.factors:
        figures, under = columns[factor.column]
        if factor.by_k:
            ks, k_under = columns[K]
            figures, under = [x * k for x, k in zip(figures, ks, strict=True)], under * k_under
        counted.append(figures)
        totals.append((sum(figures), under))
    _nobody(part, totals)
    weights = _mixed(part, counted, [total for total, _ in totals])
    if part.by_score:
        given = [part.coefficient(claim.figures[SCORE]) for claim in claims]
        times, _ = whole_numbers(given)
        weights = [weight * c for weight, c in zip(weights, times, strict=True)]
    return Weighed(part, claims, tuple(Fraction(*total) for total in totals), weights)


def _mixed(part: Part, counted: Sequence[list[int]], totals: Sequence[int]) -> list[int]:
    """Add the factors up over the denominator that all of them have."""
    parts, _ = whole_numbers([factor.weight for factor in part.factors])
    under = lcm(*totals)
    times = [weight * (under // total) for weight, total in zip(parts, totals, strict=True)]
    columns = [
        [x * times_ for x in figures] for figures, times_ in zip(counted, times, strict=True)
    ]
    return list(map(sum, zip(*columns, strict=True)))


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
