"""Merged cells over records: what an officer sees once for several rows stands in one cell only.

A range does no harm where only its first cell is read, and where it is empty: titles, headings,
columns beside the table, a cell drawn wider within its row, whole columns under their heading.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from metrics.records.findings import CellError
from metrics.records.schema import Sheet
from sql.workbook.addresses import position
from sql.workbook.rows import ROW, blank

COVERED = "\x00covered by a merged range"
"""Stands in a cell that a merged range covers: it is no blank, and nothing more is said of it."""
MOST = 2_000


class Table(NamedTuple):
    """The records of a sheet, and where they stand in its text.

    `columns` are Excel columns by name, counted from 0, `heading` the Excel row of the headings.
    Excel row 1 and Excel column `first` are the first of `text`.
    """

    sheet: Sheet
    records: pl.DataFrame
    columns: Mapping[str, int]
    heading: int
    text: pl.DataFrame
    first: int


class _Over(NamedTuple):
    """A merged range over records: their positions `low` to `high`, and the columns that are read."""

    name: str
    top: int
    left: int
    low: int
    high: int
    columns: tuple[str, ...]


def without_merged(
    table: Table, merged: tuple[str, ...]
) -> tuple[pl.DataFrame, tuple[CellError, ...]]:
    """Return the records with the cells marked that merged ranges cover, and a finding for each range.

    More ranges than could be looked at one by one are one finding, and no record is read.
    """
    rows = table.records[ROW].to_list()
    over = [each for name in merged if (each := _over(name, table, rows)) is not None]
    if len(over) > MOST:
        error = _error("merged_throughout", table, over[0], value=str(len(over)))
        return table.records.clear(), (error,)
    told = [(each, _harm(each, table)) for each in over]
    harmful = [(each, error) for each, error in told if error is not None]
    ranges = [each for each, _ in harmful]
    return _marked(table, ranges, rows), tuple(error for _, error in harmful)


def _over(name: str, table: Table, rows: list[int]) -> _Over | None:
    """Return a range that covers cells of records beside its own first cell."""
    first, _, last = name.partition(":")
    try:
        (top, left), (bottom, right) = position(first), position(last or first)
    except ValueError:
        return None  # no range: nothing is merged by it
    columns = tuple(n for n, at in table.columns.items() if left <= at <= right)
    low, high = bisect_left(rows, top), bisect_right(rows, bottom)
    over = _Over(name, top, left, low, high, columns)
    own = sum(_spans(over, table, column)[0] > low for column in columns)
    return over if (high - low) * len(columns) > own else None


def _spans(over: _Over, table: Table, column: str) -> tuple[int, int]:
    """Return the positions of the records that a range covers in a column; its first cell is its own."""
    own = table.columns[column] == over.left and over.low < over.high
    starts = own and table.records[ROW][over.low] == over.top
    return over.low + starts, over.high


def _harm(over: _Over, table: Table) -> CellError | None:
    """Tell of a range that shows a value for cells without it, or hides what stands in a cell."""
    shown = _shown(over, table)
    if shown and over.top > table.heading:
        return _error("merged", table, over, value=shown)
    covered = (
        table.records[column].slice(low, high - low)
        for column in over.columns
        for low, high in [_spans(over, table, column)]
    )
    hides = not all(blank(cells).all() for cells in covered)
    return _error("merged_over", table, over, value="") if hides else None


def _shown(over: _Over, table: Table) -> str:
    """Return what a range shows: its first cell, which may stand beside the table."""
    column = over.left - table.first
    if not 0 <= column < table.text.width or over.top > table.text.height:
        return ""
    text = (table.text[over.top - 1, column] or "").strip().removesuffix(" 00:00:00")
    return "……" if text.startswith("\x00") else str(text)


def _marked(table: Table, ranges: list[_Over], rows: list[int]) -> pl.DataFrame:
    steps: dict[str, list[int]] = {}
    for over in ranges:
        for column in over.columns:
            low, high = _spans(over, table, column)
            step = steps.setdefault(column, [0] * (len(rows) + 1))
            step[low] += 1
            step[high] -= 1
    return table.records.with_columns(
        pl.when(pl.Series(step[:-1], dtype=pl.Int64).cum_sum() > 0)
        .then(pl.lit(COVERED))
        .otherwise(pl.col(column))
        .alias(column)
        for column, step in steps.items()
    )


def _error(code: str, table: Table, over: _Over, *, value: str) -> CellError:
    labels = [table.sheet.column(name).label for name in over.columns]
    return CellError(
        code=code, sheet=table.sheet.label, cell=over.name.partition(":")[0],
        label="、".join(labels), value=value, expected=over.name,
    )  # fmt: skip
