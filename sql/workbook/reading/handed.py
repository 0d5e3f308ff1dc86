"""A parsed workbook from the reading process to its caller: plain words as JSON, rows as Arrow.

Nothing that could run is handed over, and never more than a reporting workbook can give.
"""

import dataclasses
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.sheets import BY_NAME
from sql.workbook.reading.parse import Parsed
from sql.workbook.rows import ROW

MOST_FINDINGS = 20_000
"""Findings handed over for one workbook; those that refuse go first, so that none is lost to a warning."""
_REFUSED = "refused:"
_LONGEST_VALUE = 200
"""Characters of a cell kept in its finding: more than its sentence shows."""


@dataclasses.dataclass(frozen=True, slots=True)
class Book:
    """The known sheets of a file by `Sheet.name`, and what is wrong with the file as a whole."""

    sheets: Mapping[str, Parsed]
    problems: tuple[CellError, ...]


def packed(book: Book) -> tuple[dict[str, Any], list[bytes]]:
    """Return what JSON can say of a book, and the rows of its sheets in the same order."""
    sheets, rows, left = [], list[bytes](), MOST_FINDINGS
    for name, sheet in book.sheets.items():
        errors = _foremost(sheet.errors, left)
        left -= len(errors)
        rows.append(_arrow(sheet))
        sheets.append({"name": name, "columns": dict(sheet.columns), "errors": errors})
    return {"problems": [_plain(e) for e in book.problems], "sheets": sheets}, rows


def unpacked(told: Mapping[str, Any], rows: Sequence[bytes]) -> Book:
    """Return the book again."""
    sheets = {
        each["name"]: _sheet(each, pl.read_ipc(io.BytesIO(frame)))
        for each, frame in zip(told["sheets"], rows, strict=True)
    }
    return Book(sheets, tuple(_findings(told["problems"])))


def _sheet(told: Mapping[str, Any], table: pl.DataFrame) -> Parsed:
    marks = [name for name in table.columns if name.startswith(_REFUSED)]
    refused = {name.removeprefix(_REFUSED): table[ROW].filter(table[name]) for name in marks}
    errors = tuple(_findings(told["errors"]))
    return Parsed(BY_NAME[told["name"]], table.drop(marks), told["columns"], errors, refused)


def _foremost(errors: Sequence[CellError], left: int) -> list[dict[str, str]]:
    """Return the errors, or so many of them as are left; of each sheet at least one that refuses."""
    if len(errors) > left:
        refusing = [e for e in errors if e.severity is Severity.REFUSE]
        errors = [*refusing, *(e for e in errors if e.severity is Severity.WARN)][: max(left, 1)]
    return [_plain(error) for error in errors]


def _plain(error: CellError) -> dict[str, str]:
    told = dataclasses.asdict(error) | {"severity": error.severity.name}
    if error.cell:
        told["value"] = error.value[:_LONGEST_VALUE]
    return {name: text for name, text in told.items() if text}


def _findings(told: Sequence[Mapping[str, str]]) -> Iterator[CellError]:
    for each in told:
        severity = Severity[each["severity"]]
        yield CellError(**{n: t for n, t in each.items() if n != "severity"}, severity=severity)


def _arrow(sheet: Parsed) -> bytes:
    """Return the rows, with one more column for each in which cells were refused: which rows' were."""
    marks = [
        pl.col(ROW).is_in(rows.implode()).alias(_REFUSED + name)
        for name, rows in sheet.refused.items()
    ]
    target = io.BytesIO()
    sheet.frame.with_columns(marks).write_ipc(target)
    return target.getvalue()
