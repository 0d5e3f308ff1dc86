"""Text to kept values, column by column; every cell that cannot be read becomes a finding."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.schema import NONE_TEXT, Column, Kind, Sheet
from metrics.records.sheets.divisions import REGIONS
from sql.workbook.addresses import address
from sql.workbook.cells import plain
from sql.workbook.dropdowns import NATIONAL_LISTS, Lists, allowed
from sql.workbook.reading.merged import COVERED
from sql.workbook.reading.read import SheetText
from sql.workbook.reading.scalars import Fault, read_cell
from sql.workbook.reading.shortcuts import read_common
from sql.workbook.rows import KEPT, ROW, is_kept
from sql.workbook.words import tidy

MOST_PER_COLUMN = 5_000
"""Findings listed for one column; a column that is wrong throughout says so with these."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sheet in `Sheet.schema` plus `sheet_row`; refused cells are null and in `errors`.

    Rows numbered below zero are in no file: records that stay beside those of a part (增量报送).

    `errors` also hold what the sheet's rows and cells were warned of in reading. `refused` are the
    Excel rows, by column, of which a cell was refused: nothing that follows from it is worth saying.
    """

    sheet: Sheet
    frame: pl.DataFrame
    columns: Mapping[str, int]
    errors: tuple[CellError, ...]
    refused: Mapping[str, pl.Series] = field(default_factory=dict)

    def is_refused(self, *columns: str) -> pl.Expr:
        """Say of each row whether one of its cells in these columns was refused."""
        rows = [self.refused[c] for c in columns if c in self.refused]
        if not rows:
            return pl.lit(value=False)
        return pl.col(ROW).is_in(pl.concat(rows).implode())

    def error(self, *, row: int, column: str, code: str, **words: Any) -> CellError:
        """Make a finding about one cell; a column absent from the sheet points at its row."""
        return CellError(
            sheet=self.sheet.label,
            cell=self._place(row, column),
            label=self.sheet.column(column).label,
            code=code,
            **words,
        )

    def _place(self, row: int, column: str) -> str:
        if is_kept(row):
            key = self.frame.filter(pl.col(ROW) == row).select(self.sheet.key).row(0)
            return f"{KEPT}（{'、'.join(str(value) for value in key if value is not None)}）"
        at = self.columns.get(column)
        return f"第{row}行" if at is None else address(row=row, column=at)


def parse_sheet(text: SheetText, *, lists: Lists = NATIONAL_LISTS) -> Parsed:
    """Read all cells of one sheet. Blank is null: not reported."""
    texts = text.frame
    shell = Parsed(text.sheet, texts, text.columns, ())
    filled = [c for c in text.sheet.columns if texts[c.name].null_count() < texts.height]
    choices = {c.name: {tidy(w).lower(): w for w in allowed(c, lists)} for c in filled}
    common = read_common(texts, filled, choices)
    read = {c.name: _read(shell, c, common[c.name], choices[c.name]) for c in filled}
    blank = [pl.lit(None, c.kind.dtype).alias(c.name) for c in text.sheet.columns]
    frame = texts.select(*blank, ROW).with_columns(each.values for each in read.values())
    if text.sheet is REGIONS:
        # The topmost division has no parent: blank and 无 say the same there.
        frame = frame.with_columns(parent=pl.col("parent").replace(NONE_TEXT, None))
    errors = [*text.findings, *(error for each in read.values() for error in each.errors)]
    refused = {name: each.refused for name, each in read.items() if len(each.refused)}
    return Parsed(text.sheet, frame, text.columns, tuple(errors), refused)


class _Read(NamedTuple):
    """One column: its values, the Excel rows of which the cell is refused, and why."""

    values: pl.Series
    refused: pl.Series
    errors: list[CellError]


def _read(shell: Parsed, column: Column, common: pl.Series, choices: Mapping[str, str]) -> _Read:
    typed, rows = shell.frame[column.name], shell.frame[ROW]
    values, faults = _finish(typed, common, column, choices)
    outside = _outside(values, column)
    if not (faults or outside or column.grammar):
        return _Read(values, rows.clear(), [])
    unread = typed.is_in(list(faults)).fill_null(value=False)
    errors = [
        *_errors(shell, column, rows.filter(unread), typed.filter(unread), faults),
        *_out_of_bounds(shell, column, rows, typed, outside),
        *_shortened(shell, column, rows, typed),
    ]
    if not (faults or errors):
        return _Read(values, rows.clear(), [])
    wrong = pl.select(pl.any_horizontal(unread, *outside.values())).to_series()
    return _Read(values.set(wrong, None), rows.filter(wrong), errors)


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
    for row, text in _capped(rows, texts):
        fault = faults[text]
        if text == COVERED:
            continue  # told of with its merged range
        code = _REQUIRED.get(fault.code, fault.code) if column.required else fault.code
        if code == "not_a_count" and column.low:
            code = "not_a_count_from_1"  # 0 must not be advised where 1 is the least
        value = text if fault.value is None else fault.value
        yield sheet.error(
            row=row, column=column.name, code=code, value=value, expected=fault.expected
        )


def _outside(values: pl.Series, column: Column) -> dict[str, pl.Series]:
    """Mark the values below and above the dictionary's bounds, by the code of their sentence."""
    marks = {}
    if column.low is not None:
        marks["too_small"] = values < column.low
    if column.high is not None:
        marks["too_large"] = values > column.high
    return {code: wrong.fill_null(value=False) for code, wrong in marks.items() if wrong.any()}


def _out_of_bounds(
    sheet: Parsed, column: Column, rows: pl.Series, texts: pl.Series, marks: Mapping[str, pl.Series]
) -> Iterator[CellError]:
    """Report values outside the dictionary's bounds, in the unit they are typed in."""
    for code, wrong in marks.items():
        bound = column.low if code == "too_small" else column.high
        expected = _typed(bound or 0, column)
        for row, text in _capped(rows.filter(wrong), texts.filter(wrong)):
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
