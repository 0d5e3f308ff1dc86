"""Exact numbers as text: what is cut off is marked."""

from fractions import Fraction

import pytest

from metrics.allocation.exact_text import exact, percent, plain, yuan


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3", "3"), ("1.2", "1.2"), ("-1.25", "-1.25"), ("-1/8", "-0.125"), ("0.000001", "0.000001"),
        ("1/3", "1/3"), ("1/128", "1/128"), ("100.50", "100.5"),
    ],
)  # fmt: skip
def test_a_decimal_that_ends_or_a_fraction(value: str, text: str):
    assert plain(Fraction(value)) == text


def test_a_fraction_nobody_can_read_is_cut_off_with_a_mark():
    assert exact(Fraction(2, 3)) == "2/3"
    assert exact(Fraction(2_000_003, 1_000_003)) == "1.999997000008…"


def test_shares_and_money():
    assert percent(Fraction(1, 8)) == "12.5%"
    assert yuan(123_456_705) == "1,234,567.05"
