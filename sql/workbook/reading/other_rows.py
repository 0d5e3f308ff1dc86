"""Rows below the headings that are no records: totals, notes, groups, headings printed again, units.

A row whose first key cell holds a code is a record, whatever its other cells say: a project may well
be called 合计. Each kind is told in one line that names its rows, in place of an error for every cell.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from metrics.records.findings import CellError
from metrics.records.schema import Sheet
from sql.workbook.addresses import address
from sql.workbook.reading.headings import Headings, Row
from sql.workbook.rows import listed_rows
from sql.workbook.words import heading_word, tidy

_TOTAL = re.compile(
    r".{0,40}(?:合计|小计|总计|共计|累计|总数|汇总)(?:\(.{0,12}\))?(?:[:：].{0,12})?"
)
_NOTE = re.compile(
    r"(?:备?注|说明|填表说明|附注|制表|制表人|填表人|填报人|填表|填报单位|填报日期|填表日期|审核|审核人|"
    r"复核|复核人|校对|校对人|单位负责人|负责人|分管领导|联系人|联系电话|日期|盖章|\(盖章\)|单位\(盖章\))"
    r"\d{0,2}[:：、.].*"
)
_UNITS = {
    "万元", "亿元", "元", "户", "栋", "幢", "座", "个", "个小区", "部", "人", "年", "m2", "万m2", "元/m2·月", "%",
    "年月日", "年-月-日", "年/月/日", "日期", "文本", "数字", "是/否", "必填", "选填", "可不填",
}  # fmt: skip
_UNDER_HEADINGS = 2
"""Numbers of columns and units stand within so many rows under the headings."""
_MOST = 5_000
_DOUBTFUL = r"[计总注说填制审复校负联分盖备附日单:：]"
"""A key that holds none of these, and is no heading, is a code."""
_WORDS = "[一-鿿]"
_HAN = re.compile(_WORDS)


class Found(NamedTuple):
    """A row that is no record: its kind (a code of `MESSAGES`), and the cell that tells."""

    kind: str
    row: int
    column: int
    word: str


def other_rows(
    text: pl.DataFrame, headings: Headings, sheet: Sheet, *, first: int, empty: pl.DataFrame
) -> tuple[tuple[CellError, ...], frozenset[int]]:
    """Return one finding for each kind of row that is no record, and all their Excel rows.

    `text` is the whole sheet, Excel row 1 being its first; `first` is the Excel column of its first.
    `empty` says of its cells which hold nothing.
    """
    key = next((headings.columns[n] for n in sheet.key if n in headings.columns), None)
    if key is None:
        return (), frozenset()
    found = [
        each
        for row, cells in _doubtful(text, headings, key, empty)
        if (each := _judged(row, cells, headings, text, key)) is not None
    ]
    kinds = dict.fromkeys(each.kind for each in found)
    errors = tuple(
        _told(sheet, [each for each in found if each.kind == kind], first) for kind in kinds
    )
    return errors, frozenset(each.row for each in found)


def _told(sheet: Sheet, rows: Sequence[Found], first: int) -> CellError:
    kind, row, column, word = rows[0]
    return CellError(
        code=kind, sheet=sheet.label, cell=address(row=row, column=first + column), value=word,
        expected=listed_rows([each.row for each in rows]),
    )  # fmt: skip


def _doubtful(
    text: pl.DataFrame, headings: Headings, key: int, empty: pl.DataFrame
) -> list[tuple[int, Row]]:
    """Return the rows that need a look, with their Excel row."""
    heading = headings.row
    code = text.to_series(key).fill_null("").str.strip_chars()
    again = (text[heading, key] or "").strip()
    rows = pl.int_range(1, text.height + 1, dtype=pl.Int32, eager=True)
    under = rows <= heading + 1 + _UNDER_HEADINGS
    wanted = (code == "") | (code == again) | code.str.contains(_DOUBTFUL) | under
    wanted |= code.str.contains(_WORDS) & _stands_alone(empty, headings)
    chosen = rows.filter(wanted & (rows > heading + 1)).head(_MOST)
    return [(row, text.row(row - 1)) for row in chosen]


def _stands_alone(empty: pl.DataFrame, headings: Headings) -> pl.Series:
    """Say of each row whether one cell alone is filled of those that are read."""
    read = [empty.columns[at] for at in headings.columns.values()]
    return empty.select(pl.sum_horizontal(~pl.col(read)) == 1).to_series()


def _judged(row: int, cells: Row, headings: Headings, text: pl.DataFrame, key: int) -> Found | None:
    filled = {at: tidy(cell) for at, cell in enumerate(cells) if cell and cell.strip()}
    if filled.keys().isdisjoint(headings.columns.values()):
        return None  # nothing of it is read
    kind, at = _kind(row, filled, headings, text.row(headings.row), key)
    return None if kind is None else Found(kind, row, at, str(cells[at]).strip())


def _kind(
    row: int, filled: Mapping[int, str], headings: Headings, names: Row, key: int
) -> tuple[str | None, int]:
    same = [at for at, word in filled.items() if names[at] and _same(word, names[at])]
    if len(same) > 1:
        return "heading_row", same[0]
    if row <= headings.row + 1 + _UNDER_HEADINGS and _numbers_or_units([*filled.values()]):
        return "numbering_row", min(filled)
    for kind, form in (("total_row", _TOTAL), ("note_row", _NOTE)):
        telling = [at for at, word in filled.items() if form.fullmatch(word)]
        if telling and (key not in filled or key in telling):
            return kind, telling[0]
    read = filled.keys() & set(headings.columns.values())
    if len(read) == 1 and _HAN.search(filled[min(read)]):
        return "group_row", min(read)
    return None, 0


def _same(word: str, heading: str | None) -> bool:
    return word.strip("*").lower() == heading_word(heading or "")


def _numbers_or_units(words: Sequence[str]) -> bool:
    """Say whether cells count the columns (1, 2, 3 or 甲, 乙, 1, 2), or give units and nothing else."""
    bare = [word.strip("()") for word in words]
    if len(bare) < _LEAST:
        return False
    if all(word in _UNITS for word in bare):
        return True
    numbers = [int(word) for word in bare if word.isdigit() and len(word) <= _DIGITS]
    others = [word for word in bare if not word.isdigit()]
    stepped = all(after == before + 1 for before, after in pairwise(numbers))
    return len(numbers) >= _LEAST and stepped and numbers[0] <= 1 and set(others) <= set("甲乙丙丁")


_LEAST, _DIGITS = 3, 2
