"""Text that is struck out: an officer takes it for void, and nobody can tell whether the record is."""

from collections.abc import Iterator, Mapping

import polars as pl

from metrics.records.findings import CellError
from metrics.records.schema import Sheet
from sql.workbook.rows import ROW, listed_rows
from sql.workbook.xml.strings import STRUCK


def struck(
    sheet: Sheet, text: pl.DataFrame, records: pl.DataFrame, columns: Mapping[str, int]
) -> Iterator[CellError]:
    """Yield one finding for the rows among `records` in which a cell that is read is struck out.

    `text` is the whole sheet with its marks, `columns` are positions in it by `Column.name`.
    """
    read = pl.col([text.columns[at] for at in columns.values()])
    marked = read.str.contains(STRUCK, literal=True).fill_null(value=False)
    rows = records[ROW].filter(
        text.select(pl.any_horizontal(marked).gather(records[ROW] - 1)).to_series()
    )
    if len(rows):
        yield CellError(code="struck_rows", sheet=sheet.label, value=listed_rows(rows))


def without_marks(text: pl.DataFrame) -> pl.DataFrame:
    """Return the sheet as if nothing were struck out."""
    return text.with_columns(pl.all().str.replace_all(STRUCK, "", literal=True))
