"""Some of what a unit has (增量报送): its rows replace or add records by key, all others stay as they were.

The statement that results is checked whole. Rows that stay are numbered below zero, so that no finding
takes them for rows of the file.
"""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from metrics.records.findings import CellError
from metrics.records.schema import Sheet
from metrics.records.sheets import BY_NAME
from sql.workbook.checking.check import check
from sql.workbook.checking.context import Checked
from sql.workbook.reading.parse import Parsed
from sql.workbook.rows import KEPT, ROW

Statement = Mapping[str, pl.DataFrame]


def merged(sheets: Mapping[str, Parsed], before: Statement) -> dict[str, Parsed]:
    """Return the sheets of a file with the records before it that it does not name, by `Sheet.name`."""
    kept = staying(before)
    both = {name: _joined(sheet, kept.pop(name, None)) for name, sheet in sheets.items()}
    whole = both | kept
    return {name: whole[name] for name in BY_NAME if name in whole}


def staying(before: Statement) -> dict[str, Parsed]:
    """Return a statement as sheets of rows that are in no file; sheets without records are left out."""
    return {
        name: Parsed(BY_NAME[name], _numbered(frame, BY_NAME[name]), {}, ())
        for name, frame in before.items()
        if frame.height
    }


def _numbered(frame: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    row = (pl.int_range(pl.len()) - pl.len()).cast(pl.Int32).alias(ROW)
    return frame.sort(sheet.key).select(*sheet.schema, row)


def _joined(sheet: Parsed, kept: Parsed | None) -> Parsed:
    if kept is None:
        return sheet
    key = sheet.sheet.key
    stay = kept.frame.join(sheet.frame, on=key, how="anti", nulls_equal=True)
    frame = pl.concat([sheet.frame.select(stay.columns), stay])
    return Parsed(sheet.sheet, frame, sheet.columns, sheet.errors, sheet.refused)


def brought_about(book: Checked, before: Statement) -> list[CellError]:
    """Check a merged statement, and return what the file brought about.

    Of the records that stay that is only what is not found in them without the file.
    """
    stood = {_what(each) for each in check(replace(book, sheets=staying(before)))}
    return [
        each for each in check(book) if not each.cell.startswith(KEPT) or _what(each) not in stood
    ]


def _what(finding: CellError) -> tuple[str, ...]:
    """Tell a finding apart but for its words, which may count other rows as well."""
    return finding.code, finding.sheet, finding.cell, finding.label, finding.value
