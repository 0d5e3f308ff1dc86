"""Chances by chance alone are exact: against plain sums, and the figures that are published of them."""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import comb, factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.checks.tails import CLOSE, binomial_tail, poisson_tail, sign_tail, written

HALF = Fraction(1, 2)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.integers(0, 45), st.fractions(0, 1, max_denominator=40))
def test_a_binomial_tail_is_the_plain_sum(trials: int, least: int, share: Fraction):
    plain = sum(
        (
            comb(trials, k) * share**k * (1 - share) ** (trials - k)
            for k in range(least, trials + 1)
        ),
        Fraction(0),
    )
    assert binomial_tail(least, trials, share) == plain


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.fractions(0, 40, max_denominator=4))
def test_a_poisson_tail_lies_at_the_truth_or_less_than_a_hair_above(least: int, mean: Fraction):
    found = poisson_tail(least, mean)
    with localcontext() as context:
        context.prec = 80
        exact = (-Decimal(mean.numerator) / mean.denominator).exp()
        below = sum((Fraction(mean**k, factorial(k)) for k in range(least)), Fraction(0))
        truth = 1 - exact * below.numerator / below.denominator
    off = found - Fraction(truth)
    assert -Fraction(1, 10**60) <= off <= CLOSE


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (binomial_tail(20, 40, Fraction(1, 5)), "2.2×10⁻⁵"),
        (binomial_tail(14, 40, Fraction(1, 5)), "0.019"),
        (poisson_tail(14, Fraction(5)), "0.00070"),
        (binomial_tail(22, 50, Fraction(1, 10)), "5.4×10⁻¹⁰"),
        (sign_tail(11, 12), "0.0032"),
        (Fraction(1), "1.0"),
        (Fraction(0), "0"),
        (Fraction(995, 1000), "1.0"),
    ],
)
def test_a_chance_is_written_with_two_digits(chance: Fraction, words: str):
    assert written(chance) == words


def test_nothing_at_all_is_certain_and_more_than_all_impossible():
    assert binomial_tail(0, 5, HALF) == poisson_tail(0, Fraction(3)) == 1
    assert binomial_tail(6, 5, HALF) == poisson_tail(1, Fraction(0)) == 0
