"""How high every row of a wide table is, before any is drawn.

A row is as high as its highest cell. A cell that fits its column is as high as its highest letter;
one that may wrap, or has letters that join, is measured as a whole. All sizes are Typst's own, in pt.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from math import inf
from operator import itemgetter
from typing import Any, NamedTuple

from exports.pdf.glyphs import joined
from exports.pdf.wide_words import Row, Words

Sizes = dict[str, Any]
"""What `templates/wide_heights.typ` answers."""
Letters = dict[str, dict[str, tuple[float, float]]]
"""By style, then letter: its width, and the height of a cell that holds it."""
Measured = tuple[float, str, Words]
"""A cell with the width of its column and its style."""
Ask = Callable[[dict[str, str], list[Measured]], Sizes]
"""Measures letters by style, and cells."""
INSET, SPARE = 0.52, 0.2
"""Ems of a column beside its text, and by which letters side by side may differ from their sum."""
PLAIN, MARKS, STRONG = "plain", "marks", "strong"
BETWEEN, TRIMMED = 0.25, 0.5
"""Ems between a Chinese and a Latin letter or digit, and by which a mark is trimmed that is measured alone."""
_BESIDE_LATIN = re.compile(
    "(?<=[0-9A-Za-z])(?=[\u2e80-\u9fff])|(?<=[\u2e80-\u9fff])(?=[0-9A-Za-z])"
)
_TRIMMED = re.compile("[（）《》〈〉【】「」『』“”‘’，、。；：！？]")
BLANK = "0"
"""A cell without any letter is as high as one with this."""


class Part(NamedTuple):
    """The columns on one sheet of paper: their places in the table, and their widths in pt."""

    places: tuple[int, ...]
    widths: tuple[float, ...]
    frozen: int

    @classmethod
    def of(
        cls, places: tuple[int, ...], shares: Sequence[float], width: float, frozen: int
    ) -> "Part":
        """Return the columns with their shares of a width."""
        return cls(places, tuple(width * share / sum(shares) for share in shares), frozen)

    @property
    def merged(self) -> float:
        """Return the width of the first columns together, where a total is named."""
        return sum(self.widths[: self.frozen])


class Distinct(NamedTuple):
    """What stands in each column, every text once, and what totals say in the first columns."""

    columns: tuple[set[Words], ...]
    totals: set[str]

    def texts(self) -> set[str]:
        """Return the texts of all columns."""
        return {text for column in self.columns for text, _, _ in column}

    def letters(self) -> dict[str, str]:
        """Return the letters of each style, but those of words that join."""
        marks = {mark for column in self.columns for _, mark, _ in column}
        texts = {PLAIN: {BLANK, *self.texts()}, MARKS: marks, STRONG: self.totals}
        return {style: _letters(listed) for style, listed in texts.items()}

    @classmethod
    def of(cls, rows: Iterable[Row], columns: int, frozen: int) -> "Distinct":
        """Return every text of the rows once."""
        words = cls(tuple(set() for _ in range(columns)), set())
        for row in rows:
            own = frozen if row.total else 0
            for column, cell in zip(words.columns[own:], row.cells[own:], strict=True):
                column.add(cell)
            if row.total:
                words.totals.add(row.total)
        return words


def _letters(texts: Iterable[str]) -> str:
    return "".join(sorted(set().union(*(joined().sub("", text) for text in texts))))


class Heights:
    """The heights of cells in their columns: asked for once, then looked up."""

    def __init__(self, words: Distinct, parts: Sequence[Part], size: float, ask: Ask) -> None:
        self.sizes = ask(words.letters(), [])
        self._letters: Letters = self.sizes["letters"]
        self._size, self._beside = size, size * (INSET + SPARE)
        wrapping = [cell for part in parts for cell in self._wrapping(words, part)]
        high = ask({}, wrapping)["cells"] if wrapping else []
        self._wrapped = dict(zip(wrapping, high, strict=True))

    def of_rows(self, part: Part, rows: Iterable[Row]) -> list[float]:
        """Return the heights of these rows on one sheet of paper."""
        columns = [_Column(partial(self._high, width, PLAIN)) for width in part.widths]
        heights = []
        for row in rows:
            own = part.frozen if row.total else 0
            cells = zip(columns[own:], part.places[own:], strict=True)
            high = max((column[row.cells[place]] for column, place in cells), default=0)
            total = self._high(part.merged, STRONG, (row.total, "", None)) if row.total else 0
            heights.append(max(high, total))
        return heights

    def _wrapping(self, words: Distinct, part: Part) -> Iterator[Measured]:
        """Yield the cells that may need more than one row, and those whose letters join."""
        totals: set[Words] = {(total, "", None) for total in words.totals}
        columns = [(PLAIN, words.columns[place]) for place in part.places]
        widths = (*part.widths, part.merged)
        for width, (style, texts) in zip(widths, (*columns, (STRONG, totals)), strict=True):
            room = width - self._beside
            for cell in sorted(texts, key=itemgetter(0, 1)):
                if self._width(style, cell) > room:
                    yield width, style, cell

    def _width(self, style: str, cell: Words) -> float:
        if joined().search(cell[0]):
            return inf
        letters, marks = self._letters[style], self._letters[MARKS]
        wide = sum(letters[one][0] for one in cell[0]) + sum(marks[one][0] for one in cell[1])
        between, trimmed = (len(each.findall(cell[0])) for each in (_BESIDE_LATIN, _TRIMMED))
        return wide + self._size * (BETWEEN * between + TRIMMED * trimmed)

    def _high(self, width: float, style: str, cell: Words) -> float:
        if (width, style, cell) in self._wrapped:
            return float(self._wrapped[width, style, cell])
        letters, marks = self._letters[style], self._letters[MARKS]
        sizes = [
            self._letters[PLAIN][BLANK],
            *map(marks.__getitem__, cell[1]),
            *map(letters.__getitem__, cell[0]),
        ]
        return max(high for _, high in sizes)


class _Column(dict[Words, float]):
    """What a column's cells measure; each is worked out once."""

    def __init__(self, high: Callable[[Words], float]) -> None:
        super().__init__()
        self._of = high

    def __missing__(self, cell: Words) -> float:
        self[cell] = high = self._of(cell)
        return high
