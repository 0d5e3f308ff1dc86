"""What somebody types over a statement (在线填报): texts by row, above the statement that stands.

Nothing is read here: every cell holds what an officer typed, in the words of a workbook. What a text
means, and whether it may stand, is told by the import alone.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

import polars as pl

from metrics.records.relations import attached, bound, leaves_with
from metrics.records.sheets import BY_NAME, SHEETS

ROW = "row"
"""The number that tells a row of a sheet of a draft; it is kept for good, unlike its place."""

LONGEST = 32_767
"""Excel's own bound of a cell: what is cut here is refused for its length all the same."""

Text = str | None
Texts = dict[str, Text]


@dataclass(slots=True)
class Edits:
    """What was done to one sheet: cells typed over, rows added and rows deleted, by row."""

    cells: dict[int, Texts] = field(default_factory=dict)
    added: dict[int, Texts] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)


class Changes(NamedTuple):
    """How many rows of a draft differ from the statement that it began with."""

    changed: int
    added: int
    removed: int

    @property
    def total(self) -> int:
        """All rows that differ."""
        return sum(self)


class Clash(NamedTuple):
    """A cell that was typed over here and reported otherwise by somebody else meanwhile."""

    sheet: str
    row: int
    column: str


@dataclass(slots=True, kw_only=True)
class Draft:
    """A statement of one unit for a data date while it is typed; changed in place.

    `start` are the texts of the statement that it began with, by sheet, blank is null; row 0 is the
    first. `newest` is the unit's last submission that this statement knew of, 0 without any.
    `drawn` grows whenever rows were changed by other means than the grid that shows them.
    """

    unit: str
    as_of: date
    newest: int
    start: Mapping[str, pl.DataFrame]
    edits: dict[str, Edits] = field(default_factory=dict)
    drawn: int = 0

    def of(self, sheet: str) -> Edits:
        """Return what was done to a sheet, to be changed in place."""
        return self.edits.setdefault(sheet, Edits())

    def texts(self, sheet: str) -> pl.DataFrame:
        """Return the rows of a sheet as they stand now: `ROW`, then its columns as text.

        Rows of the statement come first, in their order; an added row without any text is none.
        """
        start = self.start[sheet].with_row_index(ROW).cast({ROW: pl.Int64})
        edits = self.edits.get(sheet)
        if edits is None:
            return start
        over = (pl.Series(name, _over(start[name], moves)) for name, moves in _by_column(edits))
        kept = start.with_columns(s.cast(pl.String) for s in over)
        kept = kept.filter(~pl.col(ROW).is_in(sorted(edits.gone)))
        rows = [{ROW: row} | texts for row, texts in edits.added.items() if any(texts.values())]
        return pl.concat([kept, pl.DataFrame(rows, schema=kept.schema)]) if rows else kept

    def put(self, sheet: str, row: int, column: str, text: Text) -> None:
        """Type over one cell; null or nothing but blanks is blank."""
        edits, text = self.of(sheet), _cut(text)
        if row in edits.added:
            edits.added[row][column] = text
        elif text == self.start[sheet][column][row]:
            edits.cells.get(row, {}).pop(column, None)
            if not edits.cells.get(row, True):
                del edits.cells[row]
        else:
            edits.cells.setdefault(row, {})[column] = text

    def add(self, sheet: str, texts: Mapping[str, Text], *, row: int | None = None) -> int:
        """Add a row and return its number; columns that are not told of are blank."""
        edits = self.of(sheet)
        if row is None:
            row = max((*edits.added, self.start[sheet].height - 1)) + 1
        names = [column.name for column in BY_NAME[sheet].columns]
        edits.added[row] = {name: _cut(texts.get(name)) for name in names}
        return row

    def remove(self, sheet: str, row: int) -> None:
        """Delete a row, and the rows that are part of its record where no other row speaks of it."""
        code = self._code(sheet, row)
        edits = self.of(sheet)
        if row in edits.added:
            del edits.added[row]
        else:
            edits.cells.pop(row, None)
            edits.gone.add(row)
        self.drawn += 1
        for part in attached(sheet) if code else ():
            column = part.column.name
            if (
                leaves_with(part.sheet) != part.column
                or code in self.texts(sheet)[column].to_list()
            ):
                continue
            for row_of_it in self.texts(part.sheet.name).filter(pl.col(column) == code)[ROW]:
                self.remove(part.sheet.name, row_of_it)

    def remove_with_all(self, sheet: str, row: int) -> None:
        """Delete a row and every record that cannot stand without it: a project with its compounds."""
        code = self._code(sheet, row)
        for held in bound(sheet) if code else ():
            if held.column.key and leaves_with(held.sheet) is None:
                rows = self.texts(held.sheet.name).filter(pl.col(held.column.name) == code)[ROW]
                for row_of_it in rows:
                    self.remove(held.sheet.name, row_of_it)
        self.remove(sheet, row)

    def restore(self, sheet: str) -> None:
        """Bring back the rows of a sheet that were deleted."""
        self.of(sheet).gone.clear()
        self.drawn += 1

    def forget(self, sheet: str | None = None) -> None:
        """Give up what was typed on a sheet (null: on all)."""
        for name in [sheet] if sheet else list(self.edits):
            self.edits.pop(name, None)
        self.drawn += 1

    def changes(self, sheet: str | None = None) -> Changes:
        """Count the rows of a sheet (null: of all) that differ."""
        told = [self.edits[name] for name in self.edits if sheet in (None, name)]
        return Changes(
            changed=sum(len(edits.cells) for edits in told),
            added=sum(any(texts.values()) for edits in told for texts in edits.added.values()),
            removed=sum(len(edits.gone) for edits in told),
        )

    def taken(self) -> "Draft":
        """Return the draft as it stands now, which what is typed later does not change."""
        return replace(self, edits=deepcopy(self._edited()))

    def says_as(self, other: "Draft") -> bool:
        """Say whether another draft of the same unit and day would send the very same."""
        return self.newest == other.newest and self._edited() == other._edited()

    def over(self, newer: "Draft") -> tuple[Clash, ...]:
        """Begin anew with a newer statement and what was typed here; return the cells of both.

        What was typed here stands in these cells. A row that is gone from the newer statement is
        added again where it was typed over, and nothing where it was deleted.
        """
        clashes: list[Clash] = []
        typed, before = self.edits, self.start
        self.start, self.newest, self.edits = newer.start, newer.newest, {}
        for sheet in SHEETS:
            if sheet.name in typed:
                places = _places(newer.start[sheet.name], sheet.key)
                keys = _keys(before[sheet.name], sheet.key)
                clashes += self._taken_over(sheet.name, typed[sheet.name], before, keys, places)
        self.drawn += 1
        return tuple(clashes)

    def _edited(self) -> dict[str, Edits]:
        return {name: told for name, told in self.edits.items() if told != Edits()}

    def _taken_over(
        self, sheet: str, edits: Edits, before: Mapping[str, pl.DataFrame],
        keys: list[tuple[Text, ...]], places: Mapping[tuple[Text, ...], int],
    ) -> Iterable[Clash]:  # fmt: skip
        for row, texts in sorted(edits.cells.items()):
            old, place = before[sheet].row(row, named=True), places.get(keys[row])
            if place is None:
                self.add(sheet, old | texts)
                continue
            now = self.start[sheet].row(place, named=True)
            for column, text in texts.items():
                self.put(sheet, place, column, text)
                if now[column] not in (old[column], text):
                    yield Clash(sheet, place, column)
        for texts in edits.added.values():
            self.add(sheet, texts)
        self.of(sheet).gone |= {places[keys[row]] for row in edits.gone if keys[row] in places}

    def _code(self, sheet: str, row: int) -> Text:
        """Return the code by which other sheets name the record of a row; null if none does."""
        names = {part.column.name for part in attached(sheet)}
        if not names:
            return None
        rows = self.texts(sheet).filter(pl.col(ROW) == row)
        return rows[names.pop()][0] if rows.height else None


def copied(edits: Edits) -> Edits:
    """Return a copy that what is typed later does not change."""
    return deepcopy(edits)


def _cut(text: Text) -> Text:
    return text[:LONGEST] if text and text.strip() else None


def _by_column(edits: Edits) -> Iterable[tuple[str, dict[int, Text]]]:
    columns: dict[str, dict[int, Text]] = {}
    for row, texts in edits.cells.items():
        for name, text in texts.items():
            columns.setdefault(name, {})[row] = text
    return columns.items()


def _over(values: pl.Series, moves: Mapping[int, Text]) -> list[Text]:
    listed = values.to_list()
    for row, text in moves.items():
        listed[row] = text
    return listed


def _keys(frame: pl.DataFrame, key: tuple[str, ...]) -> list[tuple[Text, ...]]:
    return frame.select(key).rows()


def _places(frame: pl.DataFrame, key: tuple[str, ...]) -> dict[tuple[Text, ...], int]:
    return {values: place for place, values in enumerate(_keys(frame, key))}
