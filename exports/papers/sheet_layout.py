"""How wide the columns of a wide table are, on which side they stand, how high its rows.

Widths are counted in half-ems: a digit of 宋体 is one, a Chinese character two. Where 宋体 is missing,
an office suite takes a font with wider digits: Excel's columns leave room for them (`narrow`).
"""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Literal, NamedTuple

from exports.papers.sheet_paper import SheetPaper
from exports.text_width import half_ems
from metrics.views.parts.table import NUMERIC, Cell, Column, DisplayTable, Holds

Side = Literal["left", "center", "right"]
LEAST, HEADING = 4, 14  # a column's least width, and that of a heading before it wraps
LIGHT, NAME = 26, 28  # widths after which a light with its days and any other text wrap
ROOMY = 58  # the same of a text that is what the paper is about


class Fit(NamedTuple):
    """Width in half-ems, and the side on which texts stand."""

    width: int
    side: Side


def written(cell: Cell) -> str:
    """Return what is printed of a cell: the mark of a light stands before its word."""
    return cell.signal.mark + cell.text if cell.signal else cell.text


def columns(paper: SheetPaper, narrow: float = 1) -> tuple[Fit, ...]:
    """Return the columns, wide enough for every number and day, also of totals."""
    table, frozen = paper.table, paper.frozen
    return tuple(
        _fit(
            _heading(table, place),
            column,
            [line.cells[place] for line in table.lines if not line.total],
            [line.cells[place] for line in table.lines if line.total and place >= frozen],
            narrow,
            ROOMY if column.name == paper.roomy else NAME,
        )
        for place, column in enumerate(table.columns)
    )


def _heading(table: DisplayTable, place: int) -> int:
    """Return the width that the headings ask for; one above this column alone is not wrapped."""
    texts, shown = table.columns[place].headings, len(table.columns)
    beside = [table.columns[n].headings[0] for n in (place - 1, place + 1) if 0 <= n < shown]
    alone = [half_ems(texts[0])] if len(texts) > 1 and texts[0] not in beside else []
    return max(min(half_ems(texts[-1]), HEADING), *alone, LEAST)


def _fit(
    heading: int,
    column: Column,
    plain: Sequence[Cell],
    totals: Sequence[Cell],
    narrow: float,
    most: int,
) -> Fit:
    side = _side(column, plain)
    widest = max((half_ems(written(cell), narrow) for cell in (*plain, *totals)), default=0)
    if any(cell.signal for cell in plain):
        widest = min(widest, LIGHT)
    elif side == "left":
        widest = min(widest, most)
    return Fit(max(widest, heading), side)


def _side(column: Column, plain: Sequence[Cell]) -> Side:
    """Return the column's side; where no value is written out, words and dashes stand left."""
    if all(cell.value is None or cell.worded or cell.signal for cell in plain):
        return "left"
    if column.holds is Holds.DAY:
        return "center"
    return "right" if column.holds in NUMERIC else "left"


def parts(paper: SheetPaper) -> Iterator[tuple[int, ...]]:
    """Yield the places of the columns of each sheet of paper, the frozen ones always first."""
    starts = (paper.frozen, *paper.parts[:-1])
    for start, end in zip(starts, paper.parts, strict=True):
        yield (*range(paper.frozen), *range(start, end))


def broken(text: str, width: int, narrow: float = 1) -> list[str]:
    """Return the text in pieces of at most this many half-ems; no text has no piece."""
    pieces: list[str] = []
    for character in text:
        if pieces and half_ems(pieces[-1] + character, narrow) <= width:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def lines(texts: Sequence[str], widths: Sequence[int], narrow: float = 1) -> int:
    """Return how many lines the highest of the texts takes in columns of these widths."""
    pairs = zip(texts, widths, strict=True)
    return max((ceil(half_ems(text, narrow) / width) for text, width in pairs), default=1) or 1
