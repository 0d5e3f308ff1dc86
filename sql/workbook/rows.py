"""Rows of a sheet: their numbers as an officer reads them, 第4、7—9行, and what is blank."""

from collections.abc import Iterable, Iterator

import polars as pl

ROW = "sheet_row"
"""The column that holds each row's number in Excel."""

KEPT = "原有记录"
"""How a record is called that is in no file, and stays beside those of a part (增量报送)."""

_NAMED = 8


def blank(cells: pl.Series) -> pl.Series:
    """Say of each cell whether nothing but blanks stands in it."""
    return blanks(cells.to_frame()).to_series()


def blanks(text: pl.DataFrame) -> pl.DataFrame:
    """Say so of every cell of a sheet at once: column by column it costs more than all the rest."""
    return text.select(pl.all().fill_null("").str.strip_chars() == "")


def is_kept(row: int) -> bool:
    """Say of a row's number that it is in no file: those of records that stay lie below zero."""
    return row < 0


def of_file(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a sheet that are in the file."""
    return frame.filter(pl.col(ROW) >= 0)


def row_words(row: int) -> str:
    """Name a row as an officer finds it: 第4行, or a record that is in no file."""
    return KEPT if is_kept(row) else f"第{row}行"


def listed_rows(rows: Iterable[int]) -> str:
    """Return rows as 4、7—9; after the eighth piece only 等 and how many rows there are in all."""
    every = sorted(set(rows))
    pieces = [str(a) if a == b else f"{a}—{b}" for a, b in _spans(every)]
    if len(pieces) <= _NAMED:
        return "、".join(pieces)
    return f"{'、'.join(pieces[:_NAMED])}等{len(every)}"


def _spans(rows: list[int]) -> Iterator[tuple[int, int]]:
    first = last = rows[0]
    for row in rows[1:]:
        if row > last + 1:
            yield first, last
            first = row
        last = row
    yield first, last
