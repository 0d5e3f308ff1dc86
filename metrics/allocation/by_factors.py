"""Share a pool out by factors (因素法): weigh, adjust, bound, round, withhold."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from metrics.allocation import adjusting
from metrics.allocation.errors import NotAllocated
from metrics.allocation.factors import Weighed, columns_of, weigh, whole_numbers
from metrics.allocation.limits import Filled, fill, unbound
from metrics.allocation.result import Claim, Portion, Row, paid
from metrics.allocation.scheme import Scheme
from metrics.allocation.share_out import largest_remainder, sainte_lague

LARGEST_REMAINDER, SAINTE_LAGUE = "largest_remainder", "sainte_lague"
TOGETHER = "各部分合并"


@dataclass(frozen=True)
class Options:
    """How money is rounded, and what becomes of what regions with a multiplier or excluded ones lose."""

    method: str = LARGEST_REMAINDER
    halved: str = adjusting.REDISTRIBUTE
    excluded: str = adjusting.REDISTRIBUTE


@dataclass(frozen=True)
class Rounding:
    """One rounding to whole 分: the weights after adjusting, who is fixed at a bound, and the 分 of each."""

    name: str
    pool_fen: int
    weights: list[int]
    filled: Filled
    fens: list[int]

    @cached_property
    def whole(self) -> int:
        """The sum of all weights."""
        return sum(self.weights)

    def portion(self, at: int) -> Portion:
        """Return what one claim gets of this rounding."""
        share, weight = Fraction(self.weights[at], self.whole), self.weights[at]
        if at in self.filled.fixed:
            fen, _ = self.filled.fixed[at]
            return Portion(self.name, self.filled.free_fen, share, Fraction(fen), fen, 0)
        free, whole = self.filled.free_fen, self.filled.free_weight
        quota = Fraction(free * weight, whole) if whole else Fraction(0)
        base = quota.numerator // quota.denominator
        return Portion(self.name, free, share, quota, base, self.fens[at] - base)


@dataclass(frozen=True)
class Shared:
    """A pool shared out by factors, everything in the order of the claims (of region codes).

    `weighed` are the parts before adjusting, `pools` the 分 of each; `roundings` one for each part, or one
    for all together where somebody has a cap or a floor. `given` is the 分 of each claim by them, `withheld` what
    it loses of that to the reserve.
    """

    scheme: Scheme
    pool_fen: int
    claims: Sequence[Claim]
    options: Options
    weighed: tuple[Weighed, ...]
    pools: tuple[int, ...]
    roundings: tuple[Rounding, ...]
    given: list[int]
    withheld: list[int]

    @cached_property
    def fens(self) -> dict[str, int]:
        """The 分 of each region."""
        return paid(self.claims, self.given, self.withheld)

    @property
    def withheld_fen(self) -> int:
        """What is not given to anybody: withheld, or left by the caps."""
        return sum(self.withheld) + sum(each.filled.unplaced_fen for each in self.roundings)

    def row(self, at: int) -> Row:
        """Return the row of one claim."""
        claim = self.claims[at]
        portions = tuple(rounding.portion(at) for rounding in self.roundings)
        limit = next(
            (each.filled.fixed[at][1] for each in self.roundings if at in each.filled.fixed), ""
        )
        return Row(
            region=claim.region,
            share=sum((each.share * Fraction(rounding.pool_fen, self.pool_fen or 1)
                       for each, rounding in zip(portions, self.roundings, strict=True)), Fraction(0)),
            quota=sum((each.quota for each in portions), Fraction(0)),
            base_fen=sum(each.base_fen for each in portions),
            remainder_fen=sum(each.remainder_fen for each in portions),
            withheld_fen=self.withheld[at], fen=self.given[at] - self.withheld[at],
            limit=limit, excluded=claim.excluded, multiplier=claim.multiplier,
            multiplied=claim.multiplied, portions=portions,
            terms=tuple(term for weighed in self.weighed for term in weighed.terms(claim)),
        )  # fmt: skip


def share_by_factors(
    scheme: Scheme, pool_fen: int, claims: Sequence[Claim], options: Options
) -> Shared:
    """Share a pool out among claims that are sorted by region.

    Raises NotAllocated where nobody has a share, where a figure is missing, or where floors exceed the pool.
    """
    columns = columns_of(scheme.parts, claims)
    weighed = tuple(weigh(part, claims, columns) for part in scheme.parts)
    modes = {"halved": options.halved, "excluded": options.excluded}
    times = [adjusting.before(claim, **modes) for claim in claims]
    pools = _pools(scheme, pool_fen)
    adjusted = [adjusting.multiplied(each.weights, times) for each in weighed]
    for part, weights in zip(scheme.parts, adjusted, strict=True):
        if not any(weights):
            raise NotAllocated(f"没有地区在“{part.name}”中占有份额，资金无法分配。")
    if any(claim.cap_fen is not None or claim.floor_fen for claim in claims):
        roundings: tuple[Rounding, ...] = (_together(scheme, pools, adjusted, claims, options),)
    else:
        roundings = tuple(
            _rounded(part.name, unbound(pool, weights), weights, options.method)
            for part, pool, weights in zip(scheme.parts, pools, adjusted, strict=True)
        )
    given = [sum(fens) for fens in zip(*(each.fens for each in roundings), strict=True)]
    kept = [adjusting.after(claim, fen, **modes) for claim, fen in zip(claims, given, strict=True)]
    return Shared(scheme, pool_fen, claims, options, weighed, pools, roundings, given, kept)


def _pools(scheme: Scheme, pool_fen: int) -> tuple[int, ...]:
    """Split the pool into its parts; they never fall when the pool grows (divisor method)."""
    weights, _ = whole_numbers([part.share for part in scheme.parts])
    return tuple(sainte_lague(weights, unbound(pool_fen, weights)))


def _together(
    scheme: Scheme, pools: Sequence[int], adjusted: Sequence[list[int]], claims: Sequence[Claim],
    options: Options,
) -> Rounding:  # fmt: skip
    """Round all parts at once: a bound holds for what a region gets in all."""
    weights = combined(pools, adjusted)
    bounds = [adjusting.bounds(claim, excluded=options.excluded) for claim in claims]
    name = TOGETHER if len(scheme.parts) > 1 else scheme.parts[0].name
    return _rounded(name, fill(sum(pools), weights, bounds), weights, options.method)


def combined(pools: Sequence[int], weights: Sequence[list[int]]) -> list[int]:
    """Return the weights of parts as those of the whole pool."""
    if len(weights) == 1:
        return weights[0]
    wholes = [sum(each) for each in weights]
    under = lcm(*wholes)
    times = [pool * (under // whole) for pool, whole in zip(pools, wholes, strict=True)]
    return [
        sum(w * t for w, t in zip(row, times, strict=True)) for row in zip(*weights, strict=True)
    ]


def _rounded(name: str, filled: Filled, weights: list[int], method: str) -> Rounding:
    pool_fen = filled.placed_fen + filled.unplaced_fen
    if method == SAINTE_LAGUE:
        return Rounding(name, pool_fen, weights, filled, sainte_lague(weights, filled))
    if not filled.fixed:
        return Rounding(name, pool_fen, weights, filled, largest_remainder(pool_fen, weights))
    free = [0 if at in filled.fixed else weight for at, weight in enumerate(weights)]
    fens = largest_remainder(filled.free_fen, free) if filled.free_weight else [0] * len(free)
    for at, (fen, _) in filled.fixed.items():
        fens[at] = fen
    return Rounding(name, pool_fen, weights, filled, fens)
