"""Exact numbers as text: nothing is rounded without a mark."""

from fractions import Fraction

READABLE, DECIMALS, MOST_PLACES = 1_000_000, 12, 6
"""Fractions are written out up to this denominator; beyond it this many decimals are told."""


def exact(value: Fraction) -> str:
    """Return a number of at least 0: a decimal that ends, a fraction that can be read, or decimals and “…”."""
    if value.denominator < READABLE:
        return plain(value)
    whole, rest = divmod(value, 1)
    return f"{whole}.{int(rest * 10**DECIMALS):0{DECIMALS}d}…"


def plain(value: Fraction) -> str:
    """Return a number as people type it: a decimal of up to six places, else a fraction."""
    for places in range(1, MOST_PLACES + 1):
        scaled = value * 10**places
        if value.denominator > 1 and scaled.denominator == 1:
            whole, rest = divmod(abs(scaled.numerator), 10**places)
            return f"{'-' if value < 0 else ''}{whole}.{rest:0{places}d}"
    return str(value)


def percent(value: Fraction) -> str:
    """Return a share in percent."""
    return f"{plain(value * 100)}%"


def yuan(fen: int) -> str:
    """Return 分 as 元 with two decimals."""
    return f"{fen // 100:,}.{fen % 100:02d}"
