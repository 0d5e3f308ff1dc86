"""A workbook file to text: one frame of strings per known sheet, each cell still with its address.

Nothing is interpreted here but what only the file knows: a number under a percent format is
written as a percent, a date under a year-and-month format as a month, a formula without a result
and a formula error as themselves.
"""

import re
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.schema import Sheet
from metrics.records.sheets import SHEETS
from sql.workbook.addresses import position
from sql.workbook.cells import EXCEL_DAY_ZERO
from sql.workbook.guard import look_at_file
from sql.workbook.reading.layout import PLAIN, Layout, layout_of
from sql.workbook.reading.reader import READER, Reader
from sql.workbook.reading.records import records_of
from sql.workbook.words import OWN_SHEETS, sheet_word

NO_RESULT = "\x00formula without result"
FORMULA_ERRORS = {
    "Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!",
    "Ref": "#REF!", "Value": "#VALUE!", "GettingData": "#GETTING_DATA",
}  # fmt: skip
LONG_NUMBER = "\x00number beyond 15 digits "
_BY_WORD = {sheet_word(sheet.label): sheet for sheet in SHEETS}
_1904_DAYS = 1462


@dataclass(frozen=True, slots=True)
class SheetText:
    """One sheet as typed: columns by `Column.name` as text (blank is null) and Excel's row."""

    sheet: Sheet
    frame: pl.DataFrame
    columns: Mapping[str, int]  # Column.name → Excel column counted from 0
    findings: tuple[CellError, ...] = ()  # rows that are no records, merged cells, what is hidden
    layout: Layout = PLAIN  # merged cells and what is hidden, of the whole sheet


@dataclass(frozen=True, slots=True)
class WorkbookText:
    """All known sheets of a file, and what is wrong with the file as a whole."""

    sheets: Mapping[str, SheetText]
    problems: tuple[CellError, ...]


def read_workbook(path: Path, *, reader: Reader = READER) -> WorkbookText:
    """Read the known sheets of a file as text.

    Problems of the file (no known sheet, a column missing or twice) come without cell contents:
    errors of cells would only repeat them.

    Raises:
        WorkbookRefused: if the file is no workbook that can be read safely.
    """
    look_at_file(path)
    with tempfile.TemporaryDirectory(prefix="dudao-") as folder:
        reply = reader.read(path.resolve(), folder=Path(folder), wanted=_BY_WORD)
        frames = {s["name"]: pl.read_ipc(Path(s["file"]).read_bytes()) for s in reply["sheets"]}
    problems = _sheet_problems(reply["names"])
    sheets = {}
    for reply_sheet in reply["sheets"]:
        sheet = _BY_WORD[sheet_word(reply_sheet["name"])]
        text = _restore(frames[reply_sheet["name"]], reply_sheet, from_1904=reply["from_1904"])
        layout = layout_of(reply_sheet["layout"])
        read = records_of(text, sheet, first=reply_sheet["first_column"], layout=layout)
        sheets[sheet.name] = SheetText(sheet, read.frame, read.columns, read.findings, layout)
        problems += read.problems
    ordered = {s.name: sheets[s.name] for s in SHEETS if s.name in sheets}
    return WorkbookText(ordered, tuple(problems))


def _sheet_problems(names: Iterable[str]) -> list[CellError]:
    """Report sheets that occur twice, sheets left aside, and a file without any known sheet."""
    words = [(name, sheet_word(name)) for name in names]
    labels = [word for _, word in words if word in _BY_WORD]
    if not labels:
        expected = "、".join(sheet.label for sheet in SHEETS)
        return [CellError(code="no_sheet", value="、".join(n for n, _ in words), expected=expected)]
    doubled = [
        CellError(code="same_sheet", sheet=_BY_WORD[word].label, value=str(labels.count(word)))
        for word in dict.fromkeys(labels)
        if labels.count(word) > 1
    ]
    strange = [(n, w) for n, w in words if w not in _BY_WORD and n not in OWN_SHEETS]
    return doubled + [_left_aside(name, word, labels) for name, word in strange]


_ALIKE = re.compile(
    rf"(?:.*?)(?P<label>{'|'.join(map(re.escape, _BY_WORD))})"
    r"(?:表|台账|清单|明细|一览表|信息|情况|汇总)*(?P<copy>(?:\(\d+\)|-?副本)*)[-_]?(?:20\d\d年?|\d{1,2}月?)*"
)


def _left_aside(name: str, word: str, labels: Collection[str]) -> CellError:
    """Refuse a copy or a renamed sheet, whose rows would be lost; of any other only warn."""
    alike = _ALIKE.fullmatch(word)
    if alike and (alike["copy"] or alike["label"] not in labels):
        return CellError(code="sheet_alike", value=name, expected=_BY_WORD[alike["label"]].label)
    return CellError(code="unread_sheet", value=name, severity=Severity.WARN)


def _restore(text: pl.DataFrame, traits: Mapping[str, Any], *, from_1904: bool) -> pl.DataFrame:
    """Write back into the text what the fast reader could not tell."""
    first = traits["first_column"]
    changes: dict[int, dict[int, str]] = {}

    def change(row: int, column: int, value: str | None) -> None:
        if value is not None and 0 <= column < text.width and 0 <= row < text.height:
            changes.setdefault(column, {})[row] = value

    for row, column, detail in traits["errors"]:
        change(row, column, _formula_error(detail))
    for cell, write in (
        *((c, _as_percent) for c in traits["percent"]),
        *((c, lambda old: _as_month(old, from_1904=from_1904)) for c in traits["month"]),
        *((c, lambda _old: NO_RESULT) for c in traits["no_result"]),
        *((c, lambda old: LONG_NUMBER + (old or "")) for c in traits["long_number"]),
    ):
        row, column = position(cell)
        if column - first < text.width and row - 1 < text.height:
            change(row - 1, column - first, write(text[row - 1, column - first]))
    return text.with_columns(
        text.to_series(column).scatter(list(cells), list(cells.values()))
        for column, cells in changes.items()
    )


def _formula_error(detail: str) -> str:
    """Return the error as Excel shows it, from the reader's "Expected string but got 'Error(NA)'"."""
    name = detail.partition("Error(")[2].partition(")")[0]
    return FORMULA_ERRORS.get(name, "#N/A")


def _as_percent(old: str | None) -> str | None:
    try:
        number = Decimal(old or "") * 100
    except InvalidOperation:
        return None
    return f"{number.normalize():f}%"


def _as_month(old: str | None, *, from_1904: bool) -> str | None:
    """Return 2023-06 for a date or a serial shown without its day."""
    if old is None:
        return None
    if old.replace(".", "", 1).isdigit():
        days = int(float(old)) + (_1904_DAYS if from_1904 else 0)
        if days > 100_000:
            return None
        old = pl.select(pl.lit(EXCEL_DAY_ZERO) + pl.duration(days=days)).item().isoformat()
    return old[:7]
