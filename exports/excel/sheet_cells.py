"""Cells as Excel keeps them: numbers and dates stay numbers and dates, everything else is text."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from metrics.records.schema import NEVER
from metrics.views.parts import numbers
from metrics.views.parts.numbers import FEN_PER_WAN
from metrics.views.parts.table import Cell

TEXT = "@"
DAY = "yyyy-mm-dd"
GROUPED_FROM = 1000
"""From here on a count has separators; a year is written without."""


class Kept(NamedTuple):
    """A value and the format in which Excel shows it as the screen does."""

    value: str | int | float | date
    format: str


def kept(cell: Cell) -> Kept:
    """Return what Excel keeps of a cell; a missing value is an empty text.

    A value is kept as a number only where the text is just that number written out.
    """
    value, text = cell.value, cell.text
    words = f"{cell.signal.mark}{text}" if cell.signal else text
    if isinstance(value, bool) or cell.signal:
        return Kept(words, TEXT)
    if isinstance(value, int):
        return _whole(value, text)
    if isinstance(value, Fraction):
        return _fraction(value, text)
    if isinstance(value, date) and value != NEVER and text == numbers.day(value):
        return Kept(value, DAY)
    return Kept("" if value is None and text == numbers.MISSING else words, TEXT)


def _whole(value: int, text: str) -> Kept:
    if text == str(value) and value >= GROUPED_FROM:
        return Kept(value, "0")
    if text == numbers.count(value):
        return Kept(value, "#,##0")
    if text == numbers.signed(value):
        return Kept(value, "+#,##0;-#,##0;0")
    if text == numbers.wan(value):
        return Kept(value / FEN_PER_WAN, "#,##0.00")
    return Kept(text, TEXT)


def _fraction(value: Fraction, text: str) -> Kept:
    """Keep a share in percent, or a difference of shares in 百分点, with the decimals it shows."""
    for decimals in range(3):
        places = f"0.{'0' * decimals}" if decimals else "0"
        if text == numbers.percent(value.numerator, value.denominator, decimals=decimals):
            return Kept(float(value), f"{places}%")
        if text == numbers.signed(value * 100, decimals=decimals):
            return Kept(float(value * 100), f"+{places};-{places};{places}")
    return Kept(text, TEXT)
