"""A statement typed in the browser (在线填报): from the statement in force to a workbook.

What is typed becomes a workbook and goes through the ordinary import, so that nothing is taken that
a workbook could not have said. Cells that read well are written as a workbook keeps them, the others
as they were typed: the import says of them what it would say of any workbook.
"""

from collections.abc import Collection
from datetime import date
from io import BytesIO
from typing import NamedTuple

import polars as pl
from sqlalchemy.orm import Session

from metrics.records.findings import CellError
from metrics.records.schema import Sheet
from metrics.records.sheets import BY_LABEL, SHEETS
from metrics.typed.draft import ROW, Draft
from sql.reported.statements import Seen, newest_known
from sql.reported.submissions import statement
from sql.reported.typed.meanwhile import last_heard
from sql.workbook import rows as excel
from sql.workbook.addresses import found_at
from sql.workbook.cells import shown
from sql.workbook.dropdowns import lists_of
from sql.workbook.reading.parse import Parsed, parse_sheet
from sql.workbook.reading.read import SheetText
from sql.workbook.writing.template import FIRST_DATA_ROW, write_workbook
from sql.workbook.writing.whose import Whose


class Located(NamedTuple):
    """A finding and the row of the draft that it is about; null where it is about none."""

    finding: CellError
    sheet: str | None = None
    row: int | None = None


def begin(session: Session, *, unit: str, as_of: date) -> Draft:
    """Begin a draft with the unit's statement in force for a data date, blank where there is none."""
    seen = Seen(as_of, newest_known(session, None), unit)
    frames = statement(session, seen)
    start = {sheet.name: as_typed(sheet, frames[sheet.name]) for sheet in SHEETS}
    newest = last_heard(session, unit=unit, as_of=as_of)
    return Draft(unit=unit, as_of=as_of, newest=newest, start=start)


def workbook(draft: Draft, *, name: str) -> bytes:
    """Write a draft as a workbook: every sheet that has rows; equal drafts give equal bytes.

    `name` is that of the unit; with its code and the data date it stands in the workbook.
    """
    sheets = {}
    for sheet in SHEETS:
        texts = draft.texts(sheet.name)
        if texts.height:
            sheets[sheet.name] = _written(texts, _parsed(draft, sheet, texts))
    written = BytesIO()
    whose = Whose(unit=draft.unit, name=name, as_of=draft.as_of)
    write_workbook(written, sheets, lists=lists_of(draft.unit, draft.as_of), whose=whose)
    return written.getvalue()


def unreadable(draft: Draft, sheet: Sheet, rows: Collection[int]) -> list[Located]:
    """Return what cannot be read in some rows of a sheet: what the import would say of the cells."""
    texts = draft.texts(sheet.name)
    parsed = _parsed(draft, sheet, texts, only=rows)
    return located(draft, parsed.errors)


def located(draft: Draft, findings: Collection[CellError]) -> list[Located]:
    """Find for each finding about the workbook of a draft the row of the draft."""
    rows = {sheet.label: draft.texts(sheet.name)[ROW] for sheet in SHEETS}
    return [_located(finding, rows) for finding in findings]


def _located(finding: CellError, rows: dict[str, pl.Series]) -> Located:
    place = found_at(finding.cell)[0] - FIRST_DATA_ROW - 1
    if finding.sheet not in rows or not 0 <= place < len(rows[finding.sheet]):
        return Located(finding)
    return Located(finding, BY_LABEL[finding.sheet].name, rows[finding.sheet][place])


def as_typed(sheet: Sheet, frame: pl.DataFrame) -> pl.DataFrame:
    """Write kept values as an officer types them; null stays null."""
    return pl.DataFrame(
        {
            c.name: [None if value is None else shown(value, c) for value in frame[c.name]]
            for c in sheet.columns
        },
        schema=dict.fromkeys(sheet.schema, pl.String),
    )


def _parsed(
    draft: Draft, sheet: Sheet, texts: pl.DataFrame, *, only: Collection[int] | None = None
) -> Parsed:
    """Read the texts of a sheet (null: of all its rows) as if they stood in the draft's workbook."""
    numbered = texts.with_columns(
        pl.int_range(FIRST_DATA_ROW + 1, pl.len() + FIRST_DATA_ROW + 1, dtype=pl.Int32).alias(
            excel.ROW
        )
    )
    if only is not None:
        numbered = numbered.filter(pl.col(ROW).is_in(list(only)))
    columns = {column.name: at for at, column in enumerate(sheet.columns)}
    text = SheetText(sheet, numbered.drop(ROW), columns)
    return parse_sheet(text, lists=lists_of(draft.unit, draft.as_of))


def _written(texts: pl.DataFrame, parsed: Parsed) -> pl.DataFrame:
    """Return the kept values, but the texts of a whole column of which a cell could not be read."""
    return parsed.frame.drop(excel.ROW).with_columns(
        texts[column.name] for column in parsed.sheet.columns if column.name in parsed.refused
    )
