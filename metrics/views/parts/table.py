"""The tables people read, the same on screen and on paper.

A column says what it holds, a line what it stands for, a cell keeps its raw value beside its text:
screen, Excel, PDF and CSV ask them, and none of them guesses from a text, a place or a heading.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum, auto
from typing import Any, NamedTuple

from metrics.views.parts.signals import Sign


class Holds(Enum):
    """What a column holds: how it is aligned, sorted and kept in Excel."""

    TEXT = auto()
    NUMBER = auto()
    """A number that is a name (year, 序号): written without separators."""
    COUNT = auto()
    CHANGE = auto()
    """A difference of counts, with its sign."""
    MONEY = auto()
    """Whole 分, written in 万元."""
    SCORE = auto()
    """Hundredths of a point."""
    SCORE_MOVE = auto()
    """A difference of scores in hundredths, with its sign."""
    RANK_MOVE = auto()
    """Places, up is positive: 升2位."""
    RATE = auto()
    """`Rate`, or a share known without its parts."""
    POINTS = auto()
    """A difference of two shares, written in 百分点."""
    DAY = auto()
    LIGHT = auto()


NUMERIC = frozenset(
    {
        Holds.NUMBER,
        Holds.COUNT,
        Holds.CHANGE,
        Holds.MONEY,
        Holds.SCORE,
        Holds.SCORE_MOVE,
        Holds.RANK_MOVE,
        Holds.RATE,
        Holds.POINTS,
    }
)


class Rate(NamedTuple):
    """A rate as its two parts, never reduced, so that a paper can print or compute them."""

    part: int
    whole: int


class Cell(NamedTuple):
    """One cell: `value` is null where nothing is known; `note` is what hovering tells.

    `worded` cells say something else than their value written out (3/5, 全部开工): Excel keeps the
    text.
    """

    value: object
    text: str
    signal: Sign | None = None
    note: str = ""
    worded: bool = False


BLANK = Cell(None, "")
"""A cell in which nothing belongs."""


def blank(_: Any) -> Cell:
    """Leave a cell empty: what most columns say of a total."""
    return BLANK


class Column(NamedTuple):
    """One column: its name for code, its headings from top to bottom, and how its cells are written.

    `cell` writes the cell of a row, `total` that of a total. `decimals` are those of a rate or of
    百分点.
    """

    name: str
    headings: tuple[str, ...]
    holds: Holds
    cell: Callable[[Any], Cell]
    total: Callable[[Any], Cell] = blank
    decimals: int = 1

    @property
    def label(self) -> str:
        """The headings in one line, as CSV and a terminal print them."""
        return "·".join(self.headings)


class Line(NamedTuple):
    """One row: the key of what it stands for, its cells, and the words of a total (else empty)."""

    key: str
    cells: tuple[Cell, ...]
    total: str = ""


class Figure(NamedTuple):
    """Which figure a cell is: the measure or rate by its column, whose it is, and the data date."""

    name: str
    key: str
    dated: date


class DisplayTable(NamedTuple):
    """A table with its title and note; every line has one cell for each column.

    `dated` is the data date of tables of figures. Official tables have headings of several rows:
    equal neighbours are one merged cell, and a column with one heading goes from top to bottom.
    """

    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    note: str = ""
    dated: date | None = None

    def figure(self, line: Line, name: str) -> Figure:
        """Say which figure a cell is; ValueError where the table is not one of figures."""
        if self.dated is None:
            raise ValueError(f"{self.title}: no data date")
        return Figure(self.columns[self.place(name)].name, line.key, self.dated)

    def place(self, name: str) -> int:
        """Return the place of a column, from 0."""
        return [column.name for column in self.columns].index(name)

    def at(self, name: str) -> list[Cell]:
        """Return the cells of one column, in the order of the lines."""
        place = self.place(name)
        return [line.cells[place] for line in self.lines]

    def cell(self, line: Line, name: str) -> Cell:
        """Return the cell of a line in one column."""
        return line.cells[self.place(name)]

    def keyed(self, keys: Iterable[str]) -> "DisplayTable":
        """Return the lines of these keys, in their own order."""
        wanted = frozenset(keys)
        return self._replace(lines=tuple(line for line in self.lines if line.key in wanted))

    def without(self, *names: str) -> "DisplayTable":
        """Return the table without these columns."""
        places = [n for n, column in enumerate(self.columns) if column.name not in names]
        return self._replace(
            columns=tuple(self.columns[n] for n in places),
            lines=tuple(
                line._replace(cells=tuple(line.cells[n] for n in places)) for line in self.lines
            ),
        )


def line(columns: Iterable[Column], row: Any, *, key: str) -> Line:
    """Write one row."""
    return Line(key, tuple(column.cell(row) for column in columns))


def total_line(columns: Iterable[Column], row: Any, *, words: str, key: str = "") -> Line:
    """Write one row of totals; `words` stand for its first columns where these stay in sight."""
    return Line(key, tuple(column.total(row) for column in columns), words)
