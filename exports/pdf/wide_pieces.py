"""A long table as PDF/A: laid out by the heights of its rows, typeset in pieces of a few pages.

Two pieces are typeset at a time, each in a process of its own, and joined in their order: the bytes
do not depend on how many run, and the memory of typesetting does not grow with the rows.
"""

import json
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from exports.papers.sheet_layout import parts
from exports.papers.sheet_paper import SheetPaper
from exports.pdf.glyphs import joined
from exports.pdf.joining import DOCUMENT, PAGES, TABLES, Joined, tables
from exports.pdf.render import apart
from exports.pdf.row_heights import MARKS, PLAIN, STRONG, Distinct, Heights, Measured, Part, Sizes
from exports.pdf.wide_pages import Page, pages
from exports.pdf.wide_words import around_rows, on_part, rows

AT_ONCE = 2
"""Pieces that are typeset side by side, in some 200 MB of memory each."""
PAGES_EACH = 8
OF_PAGE, OF_PIECE = 4, 100
"""Objects of a page beside its rows; of a piece, at most, beside its pages, headings and basis."""
COUNTED = "第页共注：（/）0123456789"
_LATIN = re.compile("[A-Za-z]{2,}")
"""Words of which letters may be drawn as one."""


def render(paper: SheetPaper) -> bytes:
    """Return the paper as PDF/A-2a."""
    long = _Long(paper)
    plans = list(long.plans())
    joined = Joined(len(long.parts), free=long.free)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for piece in pool.map(long.piece, *zip(*plans, strict=True)):
            joined.add(piece)
    return joined.end()


class _Long:
    """A long paper: its words, and which of its rows stand on which page."""

    def __init__(self, paper: SheetPaper) -> None:
        self.paper, self.around, self.rows = paper, around_rows(paper), rows(paper)
        self.parts = list(parts(paper))
        words = Distinct.of(self.rows, len(paper.table.columns), paper.frozen)
        self.pages = self._laid_out(words)
        self.around |= {"letters": self._letters(words), "count": len(self.pages)}
        self.free = TABLES + 2 * len(self.parts)

    def _laid_out(self, words: Distinct) -> list[Page]:
        width = self._sizes({}, [])["width"]
        columns = [
            Part.of(places, part["widths"], width, self.paper.frozen)
            for places, part in zip(self.parts, self.around["parts"], strict=True)
        ]
        heights = Heights(words, columns, self.around["size"], self._sizes)
        return pages([heights.of_rows(part, self.rows) for part in columns], heights.sizes)

    def _sizes(self, letters: dict[str, str], cells: list[Measured]) -> Sizes:
        asked = {**dict.fromkeys((PLAIN, MARKS, STRONG), ""), **letters}
        data = {**self.around, "letters": asked, "cells": cells}
        sizes: Sizes = json.loads(apart("exports.pdf.measuring", value=data))
        return sizes

    def _letters(self, words: Distinct) -> dict[str, str]:
        """Return all letters by the style in which they are drawn, for the fonts of every piece."""
        around, drawn = self.around, words.letters()
        heads = (head[0] for part in around["parts"] for head in part["heads"])
        basis = (text for entry in around["basis"] for text in entry)
        stamped = around["stamp"]["words"] if around["stamp"] else ()
        texts = {
            "title": (around["title"], COUNTED),
            "lead": (around["lead"],),
            MARKS: (drawn[MARKS], around["mark"], around["title"]),
            STRONG: (drawn[STRONG], *heads),
            PLAIN: (*words.texts(), around["note"], *around["foot"], *basis, *stamped, COUNTED),
        }
        return {style: _specimen(listed) for style, listed in texts.items()}

    def plans(self) -> Iterator[tuple[int, int]]:
        """Yield for each piece its first page, and the number of its first object."""
        for first in range(0, len(self.pages), PAGES_EACH):
            yield first, self.free
            self.free += sum(map(self._objects, self.pages[first : first + PAGES_EACH])) + OF_PIECE

    def _objects(self, page: Page) -> int:
        part = self.around["parts"][page.part]
        own = len(page.rows) * (len(part["widths"]) + 1) + OF_PAGE
        own += len(part["heads"]) * page.opens
        return own + 4 * len(self.around["basis"]) * page.basis

    def piece(self, first: int, number: int) -> bytes:
        """Return the objects of some pages, numbered from here on."""
        some = self.pages[first : first + PAGES_EACH]
        plan = {
            "number": number,
            "page": first,
            "root": PAGES,
            "document": DOCUMENT,
            "tables": tables(len(self.parts)),
            "parts": [{"part": page.part, "opens": page.opens} for page in some],
        }
        drawn = [self._page(page, number) for number, page in enumerate(some, first + 1)]
        data = {"data": {**self.around, "pages": drawn}, "plan": plan}
        return apart("exports.pdf.piece", self.paper.dated.isoformat(), value=data)

    def _page(self, page: Page, number: int) -> dict[str, Any]:
        places, frozen = self.parts[page.part], self.paper.frozen
        rows = [
            {**on_part(self.rows[row], places, frozen), "height": height}
            for row, height in zip(page.rows, page.heights, strict=True)
        ]
        return {
            "part": page.part,
            "number": number,
            "opens": page.opens,
            "rows": rows,
            "note": page.note,
            "basis": page.basis,
        }


def _specimen(texts: Sequence[str]) -> str:
    letters, words = set[str](), set[str]()
    for text in texts:
        letters.update(joined().sub("", text))
        words.update(joined().findall(text), _LATIN.findall(text))
    return " ".join(("".join(sorted(letters)), *sorted(words)))
