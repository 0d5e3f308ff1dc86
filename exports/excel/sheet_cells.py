"""Cells as Excel keeps them: numbers and dates stay numbers and dates, everything else is text."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from metrics.records.printable import visible
from metrics.records.schema import NEVER
from metrics.views.parts.numbers import FEN_PER_WAN
from metrics.views.parts.table import Cell, Column, Holds, Rate

TEXT = "@"
DAY = "yyyy-mm-dd"


class Kept(NamedTuple):
    """A value and the format in which Excel shows it as the screen does."""

    value: str | int | float | date
    format: str


def kept(cell: Cell, column: Column) -> Kept:
    """Return what Excel keeps of a cell; a missing value is an empty text.

    Words that carry a signal, or say something else than the value written out, stay words. What
    cannot be printed stands as its code point, as on paper.
    """
    if cell.signal:
        return Kept(f"{cell.signal.mark}{visible(cell.text)}", TEXT)
    if cell.value is None and not cell.worded:
        return Kept("", TEXT)
    value = None if cell.worded else _value(cell.value, column.holds)
    if value is None:
        return Kept(visible(cell.text), TEXT)
    return Kept(value, _format(column))


def _value(value: object, holds: Holds) -> int | float | date | None:
    """Return the value in the unit that is shown; null for what is not of the column's kind."""
    match holds, value:
        case (Holds.COUNT | Holds.NUMBER | Holds.CHANGE | Holds.RANK_MOVE, int()):
            return value
        case (Holds.MONEY, int()):
            return value / FEN_PER_WAN
        case (Holds.SCORE | Holds.SCORE_MOVE, int()):
            return value / 100
        case (Holds.RATE, Rate(part, whole)):
            return part / whole
        case (Holds.RATE, Fraction()):
            return float(value)
        case (Holds.POINTS, Fraction()):
            return float(value * 100)
        case (Holds.DAY, date()) if value != NEVER:
            return value
    return None


def _format(column: Column) -> str:
    places = f"0.{'0' * column.decimals}" if column.decimals else "0"
    formats = {
        Holds.NUMBER: "0",
        Holds.COUNT: "#,##0",
        Holds.CHANGE: "+#,##0;-#,##0;0",
        Holds.MONEY: "#,##0.00",
        Holds.SCORE: "0.00",
        Holds.SCORE_MOVE: "+0.00;-0.00;0.00",
        Holds.RANK_MOVE: '"升"0"位";"降"0"位";"持平"',
        Holds.RATE: f"{places}%",
        Holds.POINTS: f"+{places};-{places};{places}",
        Holds.DAY: DAY,
    }
    return formats.get(column.holds, TEXT)
