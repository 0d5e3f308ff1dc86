"""A sheet as xlsxwriter writes it, but for the columns to the right of all that are used."""

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383  # counted from 0


class Page(Worksheet):  # type: ignore[misc]
    """A sheet that is written four times faster: xlsxwriter keeps a record of each of 16,384 columns."""

    _unused_from: int | None = None

    def hide_from(self, column: int, look: Format) -> None:
        """Hide all columns from one on; their cells have this look."""
        self._unused_from = column
        used = column - 1
        self.set_column(column, column, None, look, {"hidden": True})
        # Otherwise xlsxwriter takes the hidden column for a used one and walks it in every row.
        self.dim_colmax = used

    def _write_col_info(self, col_min: int, col_max: int, col_info: Any) -> None:
        last = LAST_COLUMN if col_min == self._unused_from else col_max
        super()._write_col_info(col_min, last, col_info)
