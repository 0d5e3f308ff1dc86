"""The weak items of a region as the matrix colours them, and the cases that help (经验即时转)."""

from fractions import Fraction
from typing import NamedTuple

from metrics.dispatch.cases import Case, Library
from metrics.standards.standard import Standard
from metrics.views.parts import numbers
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.rating.indicator_tables import FIXED

WEAK = (Signal.WATCH, Signal.BAD)
MOST, EACH = 3, 2
"""So many items are told, and so many cases of each."""


class Helped(NamedTuple):
    """A weak item, the share of its points earned in whole percent, and cases that help it."""

    code: str
    title: str
    share: str
    cases: tuple[Case, ...]


def weak_items(matrix: DisplayTable, region: str) -> tuple[str, ...]:
    """Return the codes of a region's weak items, the weakest first, then by code.

    `matrix` is that of `indicator_tables` for the region's level. An item of which nothing is known
    is not weak: nobody can say so.
    """
    cells = _cells(matrix, region)
    weak = [code for code, cell in cells.items() if cell.signal in WEAK]
    return tuple(sorted(weak, key=lambda code: (cells[code].value, code)))


def helped(
    matrix: DisplayTable, region: str, library: Library, standard: Standard
) -> tuple[Helped, ...]:
    """Return the weakest items for which the library has cases; a case stands under one item only."""
    cells, used, items = _cells(matrix, region), set[Case](), list[Helped]()
    for code in weak_items(matrix, region):
        cases = tuple(case for case in library.helping(code) if case not in used)[:EACH]
        if cases:
            share = _share(cells[code].value)
            items.append(Helped(code, standard.title(code), share, cases))
            used.update(cases)
    return tuple(items[:MOST])


def _cells(matrix: DisplayTable, region: str) -> dict[str, Cell]:
    cells = next((line.cells for line in matrix.lines if line.key == region), ())
    named = zip((column.name for column in matrix.columns), cells, strict=False)
    return {name: cell for name, cell in named if name not in FIXED}


def _share(part: object) -> str:
    return f"{numbers.fixed(Fraction(str(part)) * 100, decimals=0)}%"
