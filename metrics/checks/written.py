"""How the figures of a question are written: as officers type them, a blank as 未报."""

from datetime import date
from fractions import Fraction

from metrics.records.schema import NEVER, NONE_TEXT, Kind

BLANK = "未报"
_UNITS = {Kind.MONEY: (1_000_000, 2), Kind.PERCENT: (10_000, 2), Kind.DECIMAL: (1_000_000, 2)}
"""What one whole is of a kept figure, and the decimals it is written with at most."""


def text(value: object, kind: Kind) -> str:
    """Write one kept value: money in 万元 without its unit, a share in percent, a date as 2023-06-30."""
    if value is None:
        return BLANK
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return NONE_TEXT if value == NEVER else value.isoformat()
    if isinstance(value, int) and kind in _UNITS:
        whole, decimals = _UNITS[kind]
        return decimal(Fraction(value, whole), decimals) + ("%" if kind is Kind.PERCENT else "")
    return str(value)


def decimal(value: Fraction, most: int) -> str:
    """Write a number with so many decimals at most, rounded half away from zero, without idle zeros."""
    scale = 10**most
    units = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    above, below = divmod(units, scale)
    tail = f"{below:0{most}}".rstrip("0") if below else ""
    return ("-" if value < 0 and units else "") + str(above) + (f".{tail}" if tail else "")
