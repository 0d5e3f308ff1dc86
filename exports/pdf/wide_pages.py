"""Which rows of a wide table stand on which page, filled as Typst would fill them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from exports.pdf.row_heights import Sizes

GAP = 3 / 25.4 * 72
"""Space above the note and above the basis, in pt."""
TIE = 0.001
"""A row that fits by less goes to the next page: rounding then never makes a page too full."""


class Page(NamedTuple):
    """The rows of one page with their heights, and what stands around them."""

    part: int
    opens: bool
    rows: range
    heights: Sequence[float]
    note: bool = False
    basis: bool = False


def pages(heights: Sequence[Sequence[float]], sizes: Sizes) -> list[Page]:
    """Return all pages in order, of the heights of the rows in each part."""
    made = [page for part, high in enumerate(heights) for page in _filled(part, high, sizes)]
    last = made.pop()
    room = sizes["page"] - sum(last.heights) - _above(last, sizes) - TIE
    note = GAP + sizes["note"] if sizes["note"] else 0
    basis = GAP + sizes["basis"]
    if note + basis <= room:
        return [*made, last._replace(note=True, basis=True)]
    after = Page(last.part, opens=False, rows=range(0), heights=())
    if note <= room:
        return [*made, last._replace(note=True), after._replace(basis=True)]
    return [*made, last, after._replace(note=True, basis=True)]


def _filled(part: int, heights: Sequence[float], sizes: Sizes) -> Iterator[Page]:
    """Yield the pages of a part; a row higher than a page has one for itself and is cut there."""
    page, own = Page(part, opens=True, rows=range(0), heights=()), list[float]()
    left = sizes["page"] - _above(page, sizes)
    for place, high in enumerate(heights):
        if own and high > left - TIE:
            yield page._replace(rows=range(place - len(own), place), heights=own)
            page, own = page._replace(opens=False), []
            left = sizes["page"] - _above(page, sizes)
        own.append(min(high, left - TIE))
        left -= own[-1]
    yield page._replace(rows=range(len(heights) - len(own), len(heights)), heights=own)


def _above(page: Page, sizes: Sizes) -> float:
    """Return how much of the page title and headings take."""
    above: Sequence[float] = sizes["openings" if page.opens else "heads"]
    return above[page.part]
