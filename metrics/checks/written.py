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
        return _ratio(value, whole, decimals) + ("%" if kind is Kind.PERCENT else "")
    return str(value)


def decimal(value: Fraction, most: int) -> str:
    """Write a number with so many decimals at most, rounded half away from zero, without idle zeros."""
    return _ratio(value.numerator, value.denominator, most)


def _ratio(part: int, whole: int, most: int) -> str:
    scale = 10**most
    units = (2 * abs(part) * scale + whole) // (2 * whole)
    above, below = divmod(units, scale)
    tail = f"{below:0{most}}".rstrip("0") if below else ""
    return ("-" if part < 0 and units else "") + str(above) + (f".{tail}" if tail else "")
