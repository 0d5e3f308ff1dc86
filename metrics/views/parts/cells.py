"""How one cell is written: its value, its text, and what is missing as a dash.

The factories below make whole columns of these, one line each: a name for code, the headings, and
the field of the row, which is the name unless another is given.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any, TypedDict, Unpack

from metrics.days import beijing
from metrics.views.parts import numbers
from metrics.views.parts.labels import ADJUSTED
from metrics.views.parts.signals import Sign
from metrics.views.parts.table import Cell, Column, Holds, Rate, blank

Row = Mapping[str, Any]
Noted = Callable[[Row], str]


def unnoted(_: Row) -> str:
    """Say nothing beside a cell."""
    return ""


def text(value: str | None) -> Cell:
    """Write a text as it is; null, and a text that says nothing, is a dash."""
    return Cell(value, value or numbers.MISSING)


def remark(words: str, signal: Sign | None = None) -> Cell:
    """Write words that stand for themselves; nothing said is an empty cell, never a dash."""
    return Cell(words or None, words, signal)


def coded(value: str | None, words: Mapping[str, str]) -> Cell:
    """Write the word for a code; a code without one stands for itself, and null is a dash."""
    return Cell(value, words.get(value or "", value or numbers.MISSING))


def number(value: int | None) -> Cell:
    """Write a number that is a name (a year, 序号)."""
    return Cell(value, numbers.MISSING if value is None else str(value))


def count(value: int | None, *, note: str = "") -> Cell:
    """Write a whole number."""
    return Cell(value, numbers.count(value), note=note)


def change(value: int | None, *, note: str = "") -> Cell:
    """Write a difference of whole numbers with its sign."""
    return Cell(value, numbers.signed(value), note=note)


def money(fen: int | None, *, note: str = "") -> Cell:
    """Write whole 分 in 万元."""
    return Cell(fen, numbers.wan(fen), note=note)


def score(hundredths: int | None) -> Cell:
    """Write hundredths of a point."""
    return Cell(hundredths, numbers.score(hundredths))


def rate(part: int | None, whole: int | None, *, decimals: int = 1, note: str = "") -> Cell:
    """Write part ÷ whole in percent; unknown where a part is null or the whole is 0."""
    value = Rate(part, whole) if part is not None and whole else None
    return Cell(value, numbers.percent(part, whole, decimals=decimals), note=note)


def points(difference: Fraction | None, *, decimals: int = 1) -> Cell:
    """Write a difference of two shares in 百分点 with its sign."""
    hundred = None if difference is None else difference * 100
    return Cell(difference, numbers.signed(hundred, decimals=decimals))


def day(value: date | None) -> Cell:
    """Write a date."""
    return Cell(value, numbers.day(value))


def moment(value: str | None) -> Cell:
    """Write a moment kept as UTC text; it sorts by the moment."""
    return Cell(value, beijing.moment(value) if value else numbers.MISSING)


def rate_moved(hundredths: int | None) -> Cell:
    """Write in 百分点 how far a rate moved that is kept in hundredths of a percent."""
    return points(None if hundredths is None else Fraction(hundredths, 10_000), decimals=2)


def unless_redrawn(column: Column) -> Column:
    """Write 区划调整 in place of a change, of a row that says it was `redrawn` since."""
    adjusted = Cell(None, ADJUSTED, worded=True)
    return column._replace(cell=lambda row: adjusted if row.get("redrawn") else column.cell(row))


class Summed(TypedDict, total=False):
    """How a column of figures is made: the field it shows (its name unless told), what hovering
    tells of a row, and whether a total, Σ of its rows, is written too (it is unless told)."""

    field: str
    note: Noted
    totalled: bool


def text_column(name: str, *headings: str, field: str = "") -> Column:
    """Make a column of texts; a total leaves it empty."""
    return _plain(name, headings, Holds.TEXT, text, field)


def coded_column(name: str, *headings: str, words: Mapping[str, str], field: str = "") -> Column:
    """Make a column of codes (of divisions, kinds …) that are read as their words."""
    return _plain(name, headings, Holds.TEXT, partial(coded, words=words), field)


def day_column(name: str, *headings: str, field: str = "") -> Column:
    """Make a column of dates; a total leaves it empty."""
    return _plain(name, headings, Holds.DAY, day, field)


def moment_column(name: str, *headings: str, field: str = "") -> Column:
    """Make a column of moments; a total leaves it empty."""
    return _plain(name, headings, Holds.TEXT, moment, field)


def number_column(name: str, *headings: str, field: str = "") -> Column:
    """Make a column of years or 序号; a total leaves it empty."""
    return _plain(name, headings, Holds.NUMBER, number, field)


def score_column(name: str, *headings: str, field: str = "") -> Column:
    """Make a column of scores; a total leaves it empty."""
    return _plain(name, headings, Holds.SCORE, score, field)


def count_column(name: str, *headings: str, **how: Unpack[Summed]) -> Column:
    """Make a column of whole numbers."""
    return _figure(name, headings, Holds.COUNT, count, **how)


def change_column(name: str, *headings: str, **how: Unpack[Summed]) -> Column:
    """Make a column of differences of whole numbers."""
    return _figure(name, headings, Holds.CHANGE, change, **how)


def money_column(name: str, *headings: str, **how: Unpack[Summed]) -> Column:
    """Make a column of money."""
    return _figure(name, headings, Holds.MONEY, money, **how)


def rate_column(
    name: str,
    *headings: str,
    parts: tuple[str, str],
    decimals: int = 1,
    note: Noted = unnoted,
    totalled: bool = True,
) -> Column:
    """Make a column of rates from the fields of numerator and denominator; a total is Σ/Σ."""
    part, whole = parts

    def write(row: Row) -> Cell:
        return rate(row[part], row[whole], decimals=decimals, note=note(row))

    return Column(name, headings, Holds.RATE, write, write if totalled else blank, decimals)


def moved_column(name: str, *headings: str, totalled: bool = True) -> Column:
    """Make a column of moves of rates that are kept in hundredths of a percent."""

    def write(row: Row) -> Cell:
        return rate_moved(row[name])

    return Column(name, headings, Holds.POINTS, write, write if totalled else blank, decimals=2)


def _plain(
    name: str, headings: tuple[str, ...], holds: Holds, write: Callable[[Any], Cell], field: str
) -> Column:
    of = field or name
    return Column(name, headings, holds, lambda row: write(row[of]))


def _figure(
    name: str,
    headings: tuple[str, ...],
    holds: Holds,
    write: Callable[..., Cell],
    *,
    field: str = "",
    note: Noted = unnoted,
    totalled: bool = True,
) -> Column:
    of = field or name

    def cell(row: Row) -> Cell:
        return write(row[of], note=note(row))

    return Column(name, headings, holds, cell, cell if totalled else blank)
