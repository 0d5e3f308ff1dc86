"""Exact chances of at least so much by chance alone: binomial and Poisson tails in whole numbers."""

from fractions import Fraction
from functools import lru_cache
from math import comb

CERTAIN = Fraction(1)
CLOSE = Fraction(1, 10**40)
"""How far above the truth a chance may lie that is no fraction."""


@lru_cache(maxsize=65_536)
def binomial_tail(least: int, trials: int, share: Fraction) -> Fraction:
    """Return P(X ≥ least) of a binomial X exactly; 1 where nothing less is possible."""
    if least <= 0:
        return Fraction(1)
    won, of = share.numerator, share.denominator
    lost = of - won
    total, term = 0, comb(trials, least) * won**least if least <= trials else 0
    for count in range(least, trials + 1):
        total = total * lost + term
        term = term * won * (trials - count) // (count + 1)
    return Fraction(total, of**trials)


def sign_tail(least: int, of: int) -> Fraction:
    """Return the chance that at least so many of so many coins fall on one side, exactly."""
    return binomial_tail(least, of, Fraction(1, 2))


@lru_cache(maxsize=65_536)
def poisson_tail(least: int, mean: Fraction) -> Fraction:
    """Return P(X ≥ least) of a Poisson X: never below the truth, and above it by less than 10⁻⁴⁰.

    Σ_{k ≥ least} mᵏ/k! · e⁻ᵐ is summed directly, so that a small chance is not the difference of two large
    numbers; e⁻ᵐ is bounded from above by 1 ÷ (the first terms of eᵐ), and the rest of the sum by a
    geometric series.
    """
    if least <= 0:
        return Fraction(1)
    if mean == 0:
        return Fraction(0)
    term = Fraction(1)
    for k in range(1, least + 1):
        term = term * mean / k
    above, at = Fraction(0), least
    while at + 1 <= 2 * mean or term >= CLOSE / 8:
        above += term
        at += 1
        term = term * mean / at
    above += 2 * term  # from here on each term is less than half the one before
    return min(Fraction(1), above / _exponential(mean))


@lru_cache(maxsize=4_096)
def _exponential(mean: Fraction) -> Fraction:
    """Return the first terms of eᵐ: below it by less than 10⁻⁴⁰ of what they add up to."""
    total, term, at = Fraction(1), Fraction(1), 0
    while at + 1 <= 2 * mean or term >= CLOSE / 8:
        at += 1
        term = term * mean / at
        total += term
    return total


def written(chance: Fraction) -> str:
    """Write a chance with two digits that count, rounded half up, as 0.0032 or 5.4×10⁻¹⁰; none is 0."""
    if chance <= 0:
        return "0"
    power = 0
    while chance * 10**power < 10:
        power += 1
    digits = int(chance * 10**power + Fraction(1, 2))
    if digits == 100:
        digits, power = 10, power - 1
    if power > 5:
        raised = str(power - 1).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"{digits // 10}.{digits % 10}×10⁻{raised}"
    return f"{digits // 10**power}.{digits % 10**power:0{power}}"
