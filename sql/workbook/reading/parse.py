"""Text to kept values, column by column; every cell that cannot be read becomes a finding."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.schema import NONE_TEXT, Column, Kind, Sheet
from metrics.records.sheets.divisions import REGIONS
from sql.workbook.addresses import address
from sql.workbook.cells import plain
from sql.workbook.dropdowns import NATIONAL_LISTS, Lists, allowed
from sql.workbook.reading.read import ROW, SheetText
from sql.workbook.reading.scalars import Fault, read_cell
from sql.workbook.reading.shortcuts import read_common
from sql.workbook.words import tidy

MOST_PER_COLUMN = 5_000
"""Findings listed for one column; a column that is wrong throughout says so with these."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sheet in `Sheet.schema` plus `sheet_row`; unreadable cells are null and in `errors`."""

    sheet: Sheet
    frame: pl.DataFrame
    columns: Mapping[str, int]
    errors: tuple[CellError, ...]

    def error(self, *, row: int, column: str, code: str, **words: Any) -> CellError:
        """Make a finding about one cell; a column absent from the sheet points at its row."""
        at = self.columns.get(column)
        return CellError(
            sheet=self.sheet.label,
            cell=f"第{row}行" if at is None else address(row=row, column=at),
            label=self.sheet.column(column).label,
            code=code,
            **words,
        )


def parse_sheet(text: SheetText, *, lists: Lists = NATIONAL_LISTS) -> Parsed:
    """Read all cells of one sheet. Blank is null: not reported."""
    texts, rows = text.frame, text.frame[ROW]
    shell = Parsed(text.sheet, texts, text.columns, ())
    filled = [c for c in text.sheet.columns if texts[c.name].null_count() < texts.height]
    choices = {c.name: {tidy(w).lower(): w for w in allowed(c, lists)} for c in filled}
    common = read_common(texts, filled, choices)
    values: dict[str, pl.Series] = {}
    errors = list(text.findings)
    for column in filled:
        typed = texts[column.name]
        read, faults = _finish(typed, common[column.name], column, choices[column.name])
        values[column.name] = read
        errors += _errors(shell, column, rows, typed, faults)
        errors += _out_of_bounds(shell, column, rows, read, typed)
        errors += _shortened(shell, column, rows, typed)
    blank = [pl.lit(None, c.kind.dtype).alias(c.name) for c in text.sheet.columns]
    frame = texts.select(*blank, ROW).with_columns(values.values())
    if text.sheet is REGIONS:
        # The topmost division has no parent: blank and 无 say the same there.
        frame = frame.with_columns(parent=pl.col("parent").replace(NONE_TEXT, None))
    return Parsed(text.sheet, frame, text.columns, tuple(errors))


def _finish(
    texts: pl.Series, common: pl.Series, column: Column, choices: Mapping[str, str]
) -> tuple[pl.Series, dict[str, Fault]]:
    """Read what is left of a column; return its kept values and the fault of each text without."""
    if common.null_count() == texts.null_count():
        return common, {}
    left = texts.filter(common.is_null() & texts.is_not_null()).unique()
    read: dict[str, object] = {}
    faults: dict[str, Fault] = {}
    for text in left:
        try:
            read[text] = read_cell(text, column, choices)
        except Fault as fault:
            faults[text] = fault
    if not read:
        return common, faults
    new = pl.Series(list(read.values()), dtype=common.dtype)
    old = pl.Series(list(read))
    more = texts.replace_strict(old, new, default=None, return_dtype=common.dtype)
    return common.zip_with(common.is_not_null(), more), faults


_REQUIRED = {"not_a_date": "not_a_day", "placeholder": "placeholder_here"}
"""Where a column must be filled, neither a blank nor 「无」 is advised."""


def _errors(
    sheet: Parsed, column: Column, rows: pl.Series, texts: pl.Series, faults: Mapping[str, Fault]
) -> Iterator[CellError]:
    if not faults:
        return
    bad = texts.is_in(list(faults)).fill_null(False)
    for row, text in _capped(rows.filter(bad), texts.filter(bad)):
        fault = faults[text]
        code = _REQUIRED.get(fault.code, fault.code) if column.required else fault.code
        if code == "not_a_count" and column.low:
            code = "not_a_count_from_1"  # 0 must not be advised where 1 is the least
        value = text if fault.value is None else fault.value
        yield sheet.error(
            row=row, column=column.name, code=code, value=value, expected=fault.expected
        )


def _out_of_bounds(
    sheet: Parsed, column: Column, rows: pl.Series, values: pl.Series, texts: pl.Series
) -> Iterator[CellError]:
    """Report values outside the dictionary's bounds, in the unit they are typed in."""
    for code, bound, wrong in (
        ("too_small", column.low, None if column.low is None else values < column.low),
        ("too_large", column.high, None if column.high is None else values > column.high),
    ):
        if bound is None or wrong is None or not wrong.any():
            continue
        bad = wrong.fill_null(False)
        for row, text in _capped(rows.filter(bad), texts.filter(bad)):
            expected = _typed(bound, column)
            yield sheet.error(row=row, column=column.name, code=code, value=text, expected=expected)


def _shortened(
    sheet: Parsed, column: Column, rows: pl.Series, texts: pl.Series
) -> Iterator[CellError]:
    """Warn where a text is kept with fewer digits than it was typed with."""
    if column.grammar is None:
        return
    long = [text for text in texts.drop_nulls().unique() if column.grammar.shortened(text)]
    bad = texts.is_in(long).fill_null(False)
    for row, text in _capped(rows.filter(bad), texts.filter(bad)):
        yield sheet.error(
            row=row, column=column.name, code="shortened", value=text,
            expected=str(column.grammar.kept(text)), severity=Severity.WARN,
        )  # fmt: skip


def _typed(bound: int, column: Column) -> str:
    if column.kind in (Kind.MONEY, Kind.DECIMAL):
        return plain(bound, places=6)
    return str(bound)


def _capped(rows: pl.Series, texts: pl.Series) -> Iterator[tuple[int, str]]:
    yield from zip(rows.head(MOST_PER_COLUMN), texts.head(MOST_PER_COLUMN), strict=True)
