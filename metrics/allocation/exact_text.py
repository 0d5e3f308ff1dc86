"""Exact numbers as text: nothing is rounded without a mark."""

from fractions import Fraction

READABLE, DECIMALS, MILLION = 1_000_000, 12, 1_000_000
"""Fractions are written out up to this denominator; beyond it this many decimals are told."""


def exact(value: Fraction) -> str:
    """Return a number of at least 0: a decimal that ends, a fraction that can be read, or decimals and “…”."""
    up, down = value.as_integer_ratio()
    if down <= READABLE:
        return plain(value)
    whole, rest = divmod(up, down)
    return f"{whole}.{rest * 10**DECIMALS // down:0{DECIMALS}d}…"


def plain(value: Fraction) -> str:
    """Return a number as people type it: a decimal of up to six places, else a fraction."""
    up, down = value.as_integer_ratio()
    if down == 1 or MILLION % down:
        return str(value)
    whole, rest = divmod(abs(up) * (MILLION // down), MILLION)
    return f"{'-' if up < 0 else ''}{whole}.{rest:06d}".rstrip("0")


def percent(value: Fraction) -> str:
    """Return a share in percent."""
    return f"{plain(value * 100)}%"


def yuan(fen: int) -> str:
    """Return 分 as 元 with two decimals."""
    return f"{fen // 100:,}.{fen % 100:02d}"
