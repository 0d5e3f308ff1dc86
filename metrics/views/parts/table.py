"""The tables people read, the same on screen and on paper.

A cell keeps its raw value (to sort, and for Excel), its text (to read) and its signal (to colour):
formatting happens last and never changes the value.
"""

from typing import NamedTuple

from metrics.views.parts.signals import Sign


class Cell(NamedTuple):
    """One cell: `value` is null where nothing is known; `note` is what hovering tells."""

    value: object
    text: str
    signal: Sign | None = None
    note: str = ""


class DisplayTable(NamedTuple):
    """A table with its title, headings and note; every row has one cell for each heading.

    `columns` are unique. Official tables have headings of several rows: `headings` then holds for
    each column its headings from top to bottom, where equal neighbours are one merged cell.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    headings: tuple[tuple[str, ...], ...] = ()

    def cells(self, label: str) -> list[Cell]:
        """Return the cells under one heading, in row order."""
        place = self.columns.index(label)
        return [row[place] for row in self.rows]
