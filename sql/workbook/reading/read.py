"""A workbook file to text: one frame of strings per known sheet, each cell still with its address.

Nothing is interpreted here but what only the file knows: a number under a percent format is
written as a percent, a date under a year-and-month format as a month, a formula without a result
and a formula error as themselves.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.schema import Kind, Sheet
from metrics.records.sheets import SHEETS
from sql.workbook.guard import content_of, look_at
from sql.workbook.reading.records import Records, records_of
from sql.workbook.rows import ROW
from sql.workbook.words import OWN_SHEETS, sheet_word
from sql.workbook.xml.layout import PLAIN, Layout
from sql.workbook.xml.pages import PageText, read_file
from sql.workbook.xml.values import SERIAL_1904

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


def read_workbook(path: Path) -> WorkbookText:
    """Read the known sheets of a file of our own as text; a stranger's goes to `Reader.read`."""
    content = content_of(path)
    look_at(content)
    return read_content(content)


def read_content(content: bytes) -> WorkbookText:
    """Read the known sheets of a file as text.

    Problems of the file (no known sheet, a column missing or twice) come without cell contents:
    errors of cells would only repeat them.

    Raises:
        WorkbookRefused: if the file is no workbook that can be read safely.
    """
    file = read_file(content, lambda name: sheet_word(name) in _BY_WORD)
    problems = _sheet_problems(file.names)
    sheets = {}
    for page in file.pages:
        sheet = _BY_WORD[sheet_word(page.name)]
        read = _records(page, sheet, from_1904=file.from_1904)
        sheets[sheet.name] = SheetText(sheet, read.frame, read.columns, read.findings, page.layout)
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


# Names have at most 31 characters, and no two ways lead through the same ones.
_ALIKE = re.compile(
    rf".*?(?P<label>{'|'.join(map(re.escape, _BY_WORD))})"
    r"(?:表|台账|清单|明细|一览表|信息|情况|汇总)*(?P<copy>(?:\(\d+\)|-?副本|\(?续表?\d*\)?)*)[-_]?[0-9年月]*"
)


def _left_aside(name: str, word: str, labels: Collection[str]) -> CellError:
    """Refuse a copy or a renamed sheet, whose rows would be lost; of any other only warn."""
    alike = _ALIKE.fullmatch(word)
    if alike and (alike["copy"] or alike["label"] not in labels):
        return CellError(code="sheet_alike", value=name, expected=_BY_WORD[alike["label"]].label)
    return CellError(code="unread_sheet", value=name, severity=Severity.WARN)


def _records(page: PageText, sheet: Sheet, *, from_1904: bool) -> Records:
    if not from_1904:
        return records_of(page.frame, sheet, first=page.first, layout=page.layout)
    bare = page.frame.with_columns(pl.all().str.strip_prefix(SERIAL_1904))
    read = records_of(bare, sheet, first=page.first, layout=page.layout)
    days = [c.name for c in sheet.columns if c.kind is Kind.DATE and c.name in read.columns]
    return read._replace(frame=read.frame.with_columns(_counted(read, page, name) for name in days))


def _counted(read: Records, page: PageText, name: str) -> pl.Series:
    """Count the numbers of a column of days, marked in the page, from where all days are counted."""
    marked = page.frame.to_series(read.columns[name] - page.first).gather(read.frame[ROW] - 1)
    serial = marked.str.extract(f"^{SERIAL_1904}([0-9]{{5}})(?:[.][0-9]*)?$").cast(pl.Int64)
    return read.frame[name].zip_with(serial.is_null(), (serial + _1904_DAYS).cast(pl.String))
