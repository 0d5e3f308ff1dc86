"""Find the heading row of a sheet and match it with the dictionary."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from metrics.records.findings import CellError, Severity
from metrics.records.schema import Column, Kind, Sheet
from sql.workbook.addresses import address
from sql.workbook.words import heading_word, tidy

_OTHER_UNIT = re.compile(r"\(?(?:金额|货币)?(?:计量)?单位:(?:人民币)?(?:元|千元|百万元|亿元)\)?")
NEAR_ROWS = 15
"""The headings stand within so many rows; further down they are only looked for, to be told of."""
SEARCHED_ROWS = 200
_REMARKS = re.compile(
    r"\*?(?:\((?:必填|选填|可不填|户|栋|幢|座|是/否|年月日|年-月-日|年/月/日)\))+\*?$"
)
_UNITS_THAT_MAY_BE_LEFT_OUT = ("(%)", "(部)", "(个)", "(个小区)", "(m2)")


Row = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the dictionary's columns stand: `row` and positions counted from 0 within the text."""

    row: int
    columns: dict[str, int]  # Column.name → position
    problems: tuple[CellError, ...]


def find_headings(rows: Sequence[Row], sheet: Sheet, *, first: int) -> Headings:
    """Match the row among `rows` that holds most of the sheet's headings.

    `first` is the Excel column of position 0, for addresses. Problems that refuse: no heading row
    or one too far down, headings in several rows, a required column missing, a heading twice, an
    amount in another unit. Warned of: columns that the dictionary does not know. The sheet is not
    without a word: what cannot be understood is refused, never taken for a sheet left out.
    """
    words = _words(sheet)
    best, found = _fullest(rows[:NEAR_ROWS], words)
    if any(c.required and c.name not in found for c in sheet.columns):
        far, further = _fullest(rows, words)
        if len(further) > max(len(found), 1):
            return _refused("headings_far_down", sheet, cell=f"第{far + 1}行", value=str(far + 1))
    if not found:
        return _refused("no_headings", sheet, expected=str(SEARCHED_ROWS))
    spread = _spread(rows[:NEAR_ROWS], best, found, words)
    if spread:
        listed = "、".join(str(row + 1) for row in spread)
        return _refused("headings_in_rows", sheet, cell=f"第{spread[0] + 1}行", value=listed)
    matched = _match(rows[best], best, sheet, words, first)
    return replace(matched, problems=(*_other_unit(rows[:best], sheet, first), *matched.problems))


def _other_unit(above: Sequence[Row], sheet: Sheet, first: int) -> list[CellError]:
    """Refuse amounts under a line that names another unit than their headings do."""
    if all(column.kind is not Kind.MONEY for column in sheet.columns):
        return []
    return [
        CellError(
            code="unit_above", sheet=sheet.label, value=str(cell).strip(),
            cell=address(row=at, column=first + position),
        )
        for at, row in enumerate(above, start=1)
        for position, cell in enumerate(row)
        if _OTHER_UNIT.fullmatch(tidy(cell or ""))
    ]  # fmt: skip


def _refused(
    code: str, sheet: Sheet, *, cell: str = "", value: str = "", expected: str = ""
) -> Headings:
    error = CellError(code=code, sheet=sheet.label, cell=cell, value=value, expected=expected)
    return Headings(0, {}, (error,))


def _fullest(rows: Sequence[Row], words: Mapping[str, str]) -> tuple[int, set[str]]:
    """Return the first row with the most headings, and what they name."""
    named = [{words[w] for cell in row if (w := _word(cell)) in words} for row in rows]
    best = max(range(len(named)), key=lambda at: (len(named[at]), -at), default=0)
    return best, named[best] if named else set()


def _spread(
    rows: Sequence[Row], best: int, found: set[str], words: Mapping[str, str]
) -> tuple[int, ...]:
    """Return the rows that hold the headings together, where a neighbour names columns as well.

    A heading may stand whole in the other row (merged down), or be cut in two: 计划 over 开工日期.
    """
    for other in (best - 1, best + 1, best - 2, best + 2):
        if not 0 <= other < len(rows):
            continue
        said = [_word(cell) for cell in rows[other]]
        upper, lower = sorted((best, other))
        if lower == upper + 1:
            said += _joined(rows[upper], rows[lower])
        if {words[word] for word in said if word in words} - found:
            return tuple(range(upper, lower + 1))
    return ()


def _joined(upper: Row, lower: Row) -> list[str]:
    """Return what each column says with the cell above it, which may stand over several columns."""
    if sum(bool((cell or "").strip()) for cell in upper) < _LEAST_IN_A_HEADING:
        return []  # a title in one cell stands above all columns
    group, said = "", list[str]()
    for above, below in zip(upper, lower, strict=True):
        group = (above or "").strip() or group
        said.append(_word(group + (below or "").strip()))
    return said


_LEAST_IN_A_HEADING = 2


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


def _match(row: Row, at: int, sheet: Sheet, words: Mapping[str, str], first: int) -> Headings:
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


def _doubled(names: Row, sheet: Sheet, row: int, first: int) -> list[CellError]:
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


def _unread(row: Row, names: Row, sheet: Sheet, at: int, first: int) -> list[CellError]:
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
