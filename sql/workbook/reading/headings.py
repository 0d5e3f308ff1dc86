"""Find the heading row of a sheet and match it with the dictionary."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.records.findings import CellError, Severity
from metrics.records.schema import Column, Sheet
from sql.workbook.addresses import address
from sql.workbook.words import heading_word

SEARCHED_ROWS = 15
_REMARKS = re.compile(
    r"\*?(?:\((?:必填|选填|可不填|户|栋|幢|座|是/否|年月日|年-月-日|年/月/日)\))+\*?$"
)
_UNITS_THAT_MAY_BE_LEFT_OUT = ("(%)", "(部)", "(个)", "(个小区)", "(m2)")


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the dictionary's columns stand: `row` and positions counted from 0 within the text."""

    row: int
    columns: dict[str, int]  # Column.name → position
    problems: tuple[CellError, ...]


def find_headings(rows: Sequence[Sequence[str | None]], sheet: Sheet, *, first: int) -> Headings:
    """Match the row among `rows` that holds most of the sheet's headings.

    `first` is the Excel column of position 0, for addresses. Problems that refuse: no heading row,
    a required column missing, a heading twice, an amount in another unit. Warned of: columns that
    the dictionary does not know. A sheet without a single word is as good as left out.
    """
    if not any((cell or "").strip() for row in rows for cell in row):
        return Headings(0, {}, ())
    words = _words(sheet)
    counts = [len({words.get(_word(cell)) for cell in row} - {None}) for row in rows]
    best = max(range(len(rows)), key=lambda at: (counts[at], -at), default=0)
    if not rows or not counts[best]:
        missing = CellError(code="no_headings", sheet=sheet.label, expected=str(SEARCHED_ROWS))
        return Headings(0, {}, (missing,))
    return _match(rows[best], best, sheet, words, first)


def _word(cell: str | None) -> str:
    """Return the tidied heading without remarks such as （必填） behind it."""
    return _REMARKS.sub("", heading_word(cell or ""))


def _words(sheet: Sheet) -> dict[str, str]:
    """Map every accepted spelling of a heading to its column's name."""
    words = {}
    for column in sheet.columns:
        word = heading_word(column.label)
        words[word] = column.name
        words.setdefault(word.replace("(", "").replace(")", ""), column.name)
        for unit in _UNITS_THAT_MAY_BE_LEFT_OUT:
            if word.endswith(unit):
                words.setdefault(word.removesuffix(unit), column.name)
    return words


def _match(
    row: Sequence[str | None], at: int, sheet: Sheet, words: dict[str, str], first: int
) -> Headings:
    names = [words.get(_word(cell)) for cell in row]
    columns: dict[str, int] = {}
    for position, name in enumerate(names):
        if name is not None:
            columns.setdefault(name, position)
    problems = (
        *_doubled(names, sheet, at + 1, first),
        *_missing(columns, sheet),
        *_unread(row, names, sheet, at + 1, first),
    )
    return Headings(at, columns, problems)


def _doubled(names: Sequence[str | None], sheet: Sheet, row: int, first: int) -> list[CellError]:
    counts = Counter(name for name in names if name is not None)
    errors = []
    for name in (n for n, times in counts.items() if times > 1):
        cells = [address(row=row, column=first + p) for p, n in enumerate(names) if n == name]
        label = sheet.column(name).label
        errors.append(
            CellError(
                code="same_heading", sheet=sheet.label, cell=cells[1], label=label,
                value="、".join(cells), expected=str(len(cells)),
            )
        )  # fmt: skip
    return errors


def _missing(columns: dict[str, int], sheet: Sheet) -> list[CellError]:
    labels = [c.label for c in sheet.columns if c.required and c.name not in columns]
    if not labels:
        return []
    return [CellError(code="missing_column", sheet=sheet.label, value="、".join(labels))]


def _unread(
    row: Sequence[str | None], names: Sequence[str | None], sheet: Sheet, at: int, first: int
) -> list[CellError]:
    """Name the columns left aside; one that is a known heading in another unit refuses.

    Beside a heading that stands there by its own name others like it do no harm.
    """
    bare = {_bare(c): c for c in sheet.columns if "(" in c.label or c.name not in names}
    errors = []
    for position, (cell, name) in enumerate(zip(row, names, strict=True)):
        if name is not None or not (cell or "").strip():
            continue
        text = str(cell).strip()
        other = bare.get(heading_word(text).partition("(")[0].strip("*"))
        where = address(row=at, column=first + position)
        errors.append(_left_aside(sheet, where, text, other))
    return errors


def _left_aside(sheet: Sheet, where: str, text: str, other: Column | None) -> CellError:
    if other is not None:
        return CellError(
            code="wrong_unit", sheet=sheet.label, cell=where, value=text, expected=other.label
        )
    return CellError(
        code="unread_column", sheet=sheet.label, cell=where, value=text, severity=Severity.WARN
    )


def _bare(column: Column) -> str:
    return heading_word(column.label).partition("(")[0]
