"""How wide the columns of a wide table are, on which side they stand, how high its rows.

Widths are counted in half-ems: a digit of 宋体 is one, a Chinese character two. Where 宋体 is missing,
an office suite takes a font with wider digits: Excel's columns leave room for them (`narrow`).
"""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Literal, NamedTuple
from unicodedata import east_asian_width

from exports.excel.sheet_cells import DAY, TEXT, kept
from exports.papers.sheet_paper import SheetPaper
from metrics.views.parts.heading_spans import total_words
from metrics.views.parts.table import Cell, DisplayTable

Side = Literal["left", "center", "right"]
LEAST, HEADING = 4, 14  # a column's least width, and that of a heading before it wraps
LIGHT, NAME = 26, 28  # widths after which a light with its days and any other text wrap


class Column(NamedTuple):
    """Width in half-ems, and the side on which texts stand."""

    width: int
    side: Side


def half_ems(text: str, narrow: float = 1) -> int:
    """Return the width of a text in half-ems; 宋体 draws marks and long dashes wide as well."""
    wide = sum(east_asian_width(character) in "WFA" for character in text)
    return 2 * wide + ceil((len(text) - wide) * narrow)


def written(cell: Cell) -> str:
    """Return what is printed of a cell: the mark of a light stands before its word."""
    return cell.signal.mark + cell.text if cell.signal else cell.text


def columns(paper: SheetPaper, narrow: float = 1) -> tuple[Column, ...]:
    """Return the columns, wide enough for every number and day, also of totals."""
    table, frozen = paper.table, paper.frozen
    totals = {id(row) for row in table.rows if total_words(row, frozen) is not None}
    return tuple(
        _column(
            _heading(table, place),
            [row[place] for row in table.rows if id(row) not in totals],
            [row[place] for row in table.rows if id(row) in totals and place >= frozen],
            narrow,
        )
        for place in range(len(table.columns))
    )


def _heading(table: DisplayTable, place: int) -> int:
    """Return the width that the headings ask for; one above this column alone is not wrapped."""
    texts = table.headings[place] if table.headings else (table.columns[place],)
    beside = [table.headings[n][0] for n in (place - 1, place + 1) if 0 <= n < len(table.headings)]
    alone = [half_ems(texts[0])] if len(set(texts)) > 1 and texts[0] not in beside else []
    return max(min(half_ems(texts[-1]), HEADING), *alone, LEAST)


def _column(heading: int, plain: Sequence[Cell], totals: Sequence[Cell], narrow: float) -> Column:
    side = _side(plain)
    widest = max((half_ems(written(cell), narrow) for cell in (*plain, *totals)), default=0)
    if any(cell.signal for cell in plain):
        widest = min(widest, LIGHT)
    elif side == "left":
        widest = min(widest, NAME)
    return Column(max(widest, heading), side)


def _side(plain: Sequence[Cell]) -> Side:
    shapes = {kept(cell).format for cell in plain}
    if DAY in shapes:
        return "center"
    return "right" if shapes - {TEXT} else "left"


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
