"""The trace codes (溯源码) of 一地一页: below each of its tables of figures, in the order of reading.

Rates of the date before and of the province above have codes of their own; what moved, what is unknown and
what could be won is worked out from figures that have one.
"""

from collections.abc import Iterable, Iterator

from exports.papers.proof.trace_annex import RATED, Coded, Coder
from exports.papers.words import say
from metrics.dispatch.one_place.facts import Place
from metrics.views.parts import numbers
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.tracing.trace_words import name_of

Entry = tuple[str, Coded]
"""What a figure is called, with its code and its value as printed."""


class PlaceCodes:
    """What writes the codes of the figures of one place."""

    def __init__(self, place: Place) -> None:
        """Take the bases of its evaluations once."""
        shared = place.shared
        self._region, self._whole = place.region, shared.evaluation.place
        self._now, self._standard = Coder.of(shared.evaluation), shared.evaluation.standard
        self._before = None if shared.before is None else Coder.of(shared.before)
        self._above = shared.names[self._whole]

    def of_rank(self, table: DisplayTable) -> Iterator[Entry]:
        """Yield the figures of the row of the ranking."""
        shown = [column.name for column in table.columns if column.name in RATED]
        for line in table.lines:
            for name in shown:
                yield from self._entry(table.cell(line, name), name)

    def of_lights(self, table: DisplayTable) -> Iterator[Entry]:
        """Yield the numbers of projects by light."""
        for line in table.lines:
            for column in table.columns:
                yield from self._entry(table.cell(line, column.name), column.name)

    def of_rates(self, table: DisplayTable) -> Iterator[Entry]:
        """Yield every rate now, of the date before, and of the province."""
        sides = (
            ("now", "", self._now, self._region),
            ("before", "上期", self._before, self._region),
            ("above", self._above, self._now, self._whole),
        )
        for line in table.lines:
            for column, words, coder, region in sides:
                if coder is not None:
                    cell = table.cell(line, column)
                    yield from self._entry(cell, line.key, coder, region, words)

    def of_items(self, table: DisplayTable) -> Iterator[Entry]:
        """Yield what the items earned that lack points."""
        for line in table.lines:
            cell, code = table.cell(line, "won"), self._now.code(line.key, self._region)
            yield line.key, Coded(code, cell.text)

    def _entry(
        self, cell: Cell, figure: str, coder: Coder | None = None, region: str = "", of: str = ""
    ) -> Iterator[Entry]:
        code = (coder or self._now).code(figure, region or self._region)
        if code and cell.text not in ("", numbers.MISSING):
            yield of or name_of(figure, self._standard), Coded(code, cell.text)


def coded(place: Place, tables: tuple[DisplayTable, ...]) -> list[list[Entry]]:
    """Return the figures of each of the tables of `place_paper.figures`, in their order."""
    codes = PlaceCodes(place)
    each = (codes.of_rank, codes.of_rates, codes.of_lights, codes.of_items)
    return [list(of(table)) for of, table in zip(each, tables, strict=True)]


def noted(note: str, entries: Iterable[Entry]) -> str:
    """Add the codes to the note of a table."""
    told = [f"{name} {figure.code}" for name, figure in entries]
    return note + (say("place", "codes", told=told) if told else "")
