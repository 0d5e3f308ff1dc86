"""Exclusion (不予分配) and multipliers (减半等): before the sharing, or after it with the money withheld."""

from collections.abc import Sequence
from fractions import Fraction

from metrics.allocation.factors import whole_numbers
from metrics.allocation.limits import Bounds
from metrics.allocation.result import Claim

REDISTRIBUTE, WITHHOLD = "redistribute", "withhold"
"""What becomes of money that a region loses: shared among the others, or kept back (暂扣、预留)."""


def before(claim: Claim, *, halved: str, excluded: str) -> Fraction:
    """Return what a claim's share is multiplied by before the money is shared out."""
    if claim.excluded and excluded == REDISTRIBUTE:
        return Fraction(0)
    return claim.multiplier if halved == REDISTRIBUTE else Fraction(1)


def after(claim: Claim, fen: int, *, halved: str, excluded: str) -> int:
    """Return what is withheld of the 分 that a claim was given, a fraction of a 分 with it.

    What is paid does not fall below the floor (保底) for a multiplier; it does for an exclusion.
    """
    if claim.excluded:
        return fen if excluded == WITHHOLD else 0
    if halved == REDISTRIBUTE or claim.multiplier == 1:
        return 0
    paid = fen * claim.multiplier.numerator // claim.multiplier.denominator
    return fen - max(paid, min(fen, claim.floor_fen or 0))


def multiplied(weights: list[int], times: Sequence[Fraction]) -> list[int]:
    """Return weights with the share of each multiplied."""
    numbers, _ = whole_numbers(times)
    return [weight * number for weight, number in zip(weights, numbers, strict=True)]


def bounds(claim: Claim, *, excluded: str) -> Bounds:
    """Return the bounds of a claim; who is excluded and gets nothing has no floor."""
    if claim.excluded and excluded == REDISTRIBUTE:
        return 0, 0
    return claim.floor_fen or 0, claim.cap_fen
