"""The cells of the sheets of one file as they come, held to the bounds of a reporting workbook."""

import polars as pl

from sql.workbook.addresses import address
from sql.workbook.refusals import (
    MAX_ALL_TEXT,
    MAX_CELL_TEXT,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    far_flung,
    too_long_cell,
    too_many_cells,
    too_much_text,
)


class Room:
    """What is left of the cells and characters that all sheets together may hold."""

    def __init__(self) -> None:
        self.cells, self.characters = MAX_CELLS, MAX_ALL_TEXT


class Grid:
    """The filled cells of one sheet, in the order of its rows and columns."""

    def __init__(self, sheet: str, room: Room) -> None:
        self._sheet, self._room = sheet, room
        self._columns = dict[int, tuple[list[int], list[str]]]()
        self._height = 0

    def put(self, row: int, column: int, text: str) -> None:
        """Take a filled cell; Excel's row counted from 1, the column from 0.

        Raises:
            WorkbookRefused: if it lies too far out, is too long, or too much came before it.
        """
        if row > MAX_ROWS or column >= MAX_COLUMNS:
            raise far_flung(self._sheet, address(row=row, column=column))
        if len(text) > MAX_CELL_TEXT:
            raise too_long_cell(self._sheet, address(row=row, column=column))
        self._room.characters -= len(text)
        if self._room.characters < 0:
            raise too_much_text(f"到工作表“{self._sheet}”为止，文字")
        self._height = row
        rows, texts = self._columns.setdefault(column, ([], []))
        rows.append(row - 1)
        texts.append(text)

    def put_row(self, row: int, cells: list[tuple[int, str]]) -> None:
        """Take the filled cells of one row, as `put` does."""
        characters = sum([len(text) for _, text in cells])
        if row > MAX_ROWS or characters > min(MAX_CELL_TEXT, self._room.characters):
            for column, text in cells:
                self.put(row, column, text)
            return
        self._room.characters -= characters
        self._height = row if cells else self._height
        columns = self._columns
        for column, text in cells:
            if column not in columns:
                columns[column] = ([], [])
            rows, texts = columns[column]
            rows.append(row - 1)
            texts.append(text)

    @property
    def first_column(self) -> int:
        """The first column with a filled cell; 0 in a sheet without any."""
        return min(self._columns, default=0)

    def frame(self) -> pl.DataFrame:
        """Return the sheet: its first row is Excel's row 1, its first column `first_column`.

        Raises:
            WorkbookRefused: if it holds more cells than are left for it.
        """
        width = max(self._columns, default=-1) + 1 - self.first_column
        self._room.cells -= width * self._height
        if self._room.cells < 0:
            raise too_many_cells(self._sheet)
        blank = pl.Series([None], dtype=pl.String).new_from_index(0, self._height)
        return pl.DataFrame(
            self._column(blank, at).alias(str(at - self.first_column))
            for at in range(self.first_column, self.first_column + width)
        )

    def _column(self, blank: pl.Series, at: int) -> pl.Series:
        rows, texts = self._columns.get(at, ([], []))
        if len(rows) == self._height:
            return pl.Series(texts, dtype=pl.String)
        cells = blank.clone()  # scatter changes the series itself
        return cells.scatter(rows, texts) if rows else cells
