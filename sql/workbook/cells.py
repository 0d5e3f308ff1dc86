"""Kept values back to what an officer types: 分 to 万元, NEVER to 无, true to 是.

The opposite of `parse.py`; a workbook written here and imported again gives the same frames.
"""

from datetime import date

import polars as pl

from metrics.records.schema import NEVER, NONE_TEXT, Column, Kind
from sql.workbook.dropdowns import NO, YES

EXCEL_DAY_ZERO = date(1899, 12, 30)
MILLION = 1_000_000
_PLACES = {Kind.MONEY: 6, Kind.DECIMAL: 6, Kind.PERCENT: 4}
_EXACT_IN_A_FLOAT = 10**15  # Excel keeps 15 significant digits of a number


def typed(values: pl.Series, column: Column) -> list[object]:
    """Return the cells to write: numbers as numbers, dates as Excel serials, null as None.

    A column of text is written as it stands, whatever its kind: it was typed, and not read yet.
    """
    if values.dtype == pl.String:
        return values.to_list()
    if column.kind is Kind.DATE:
        return _serials(values)
    if column.kind in (Kind.MONEY, Kind.DECIMAL):
        return [_decimal(v) for v in values]
    if column.kind is Kind.PERCENT:
        return [None if v is None else f"{plain(v, places=4)}%" for v in values]
    if column.kind is Kind.FLAG:
        return [None if v is None else YES if v else NO for v in values]
    return values.to_list()


def plain(number: int, *, places: int) -> str:
    """Write number / 10^places in full without trailing zeros: 1250500000, 6 → 1250.5."""
    sign, digits = ("-" if number < 0 else ""), str(abs(number)).rjust(places + 1, "0")
    whole, rest = digits[:-places], digits[-places:].rstrip("0")
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def _decimal(value: int | None) -> object:
    """Return millionths as a number, or as text where a number would lose digits."""
    if value is None:
        return None
    return value / MILLION if abs(value) < _EXACT_IN_A_FLOAT else plain(value, places=6)


def _serials(values: pl.Series) -> list[object]:
    days = (values - EXCEL_DAY_ZERO).dt.total_days()
    never = (NEVER - EXCEL_DAY_ZERO).days
    return [NONE_TEXT if day == never else day for day in days]


def shown(value: object, column: Column) -> str:
    """Write one kept value as an officer would type it; null is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int) and column.kind in _PLACES:
        percent = "%" if column.kind is Kind.PERCENT else ""
        return plain(value, places=_PLACES[column.kind]) + percent
    return NONE_TEXT if value == NEVER else str(value)
