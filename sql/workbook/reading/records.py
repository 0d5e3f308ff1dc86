"""The records of one sheet: the dictionary's columns below its headings, without all other rows."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.schema import Sheet
from sql.workbook.addresses import address, letters
from sql.workbook.reading.headings import SEARCHED_ROWS, Headings, find_headings
from sql.workbook.reading.hidden import hidden
from sql.workbook.reading.merged import Table, without_merged
from sql.workbook.reading.other_rows import other_rows
from sql.workbook.reading.struck import struck, without_marks
from sql.workbook.rows import ROW, blanks
from sql.workbook.xml.layout import Layout


class Records(NamedTuple):
    """What is read of a sheet: text by `Column.name` and `ROW`, and each column's place in Excel.

    `findings` are about rows and cells; `problems` are of the sheet as a whole, and then nothing
    of it is read.
    """

    frame: pl.DataFrame
    columns: Mapping[str, int]
    findings: tuple[CellError, ...] = ()
    problems: tuple[CellError, ...] = ()


def records_of(text: pl.DataFrame, sheet: Sheet, *, first: int, layout: Layout) -> Records:
    """Keep the dictionary's columns below the headings, and of the rows those that are records.

    Excel row 1 and Excel column `first` are the first of `text`. A sheet without a word is as good
    as left out; any other must be understood.
    """
    as_typed, text = text, without_marks(text)
    nothing = _columns(text.clear(), sheet, {})
    empty = blanks(text)
    if all(column.all() for column in empty):
        return Records(nothing, {})
    headings = find_headings(text.head(SEARCHED_ROWS).rows(), sheet, first=first)
    if not headings.columns:
        return Records(nothing, {}, problems=headings.problems)
    others, no_records = other_rows(text, headings, sheet, first=first, empty=empty)
    frame = _columns(text, sheet, headings.columns).slice(headings.row + 1)
    unfilled = pl.all_horizontal(_read_of(empty, headings)).slice(headings.row + 1)
    kept = frame.filter(~unfilled & ~pl.col(ROW).is_in(list(no_records)))
    columns = {name: first + at for name, at in headings.columns.items()}
    table = Table(sheet, kept, columns, headings.row + 1, text, first)
    marked, merged = without_merged(table, layout.merged)
    findings = (
        *others,
        *merged,
        *hidden(sheet, kept, columns, layout),
        *struck(sheet, as_typed, kept, headings.columns),
        *_without_heading(text, headings, sheet, first, empty),
    )
    return Records(marked, columns, findings, headings.problems)


def _read_of(cells: pl.DataFrame, headings: Headings) -> list[pl.Series]:
    """Return the columns of a sheet that are read, under names of their own."""
    return [cells.to_series(at) for at in headings.columns.values()]


def _columns(text: pl.DataFrame, sheet: Sheet, found: Mapping[str, int]) -> pl.DataFrame:
    """Return the dictionary's columns as text, and each row's number in Excel."""
    series = [
        text.to_series(found[c.name]).alias(c.name)
        if c.name in found
        else pl.Series(c.name, [None], dtype=pl.String).new_from_index(0, text.height)
        for c in sheet.columns
    ]
    rows = pl.int_range(1, text.height + 1, dtype=pl.Int32, eager=True).alias(ROW)
    return pl.DataFrame([*series, rows])


def _without_heading(
    text: pl.DataFrame, headings: Headings, sheet: Sheet, first: int, empty: pl.DataFrame
) -> Iterator[CellError]:
    """Warn of columns that hold something below a blank heading: nobody can tell what it is."""
    for at, heading in enumerate(text.row(headings.row)):
        if (heading or "").strip() or empty.to_series(at).slice(headings.row + 1).all():
            continue
        yield CellError(
            code="column_without_heading", sheet=sheet.label, value=letters(first + at),
            cell=address(row=headings.row + 1, column=first + at), severity=Severity.WARN,
        )  # fmt: skip
