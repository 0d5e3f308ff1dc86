"""Rows of a sheet: their numbers as an officer reads them, 第4、7—9行, and what is blank."""

from collections.abc import Iterable, Iterator

import polars as pl

ROW = "sheet_row"
"""The column that holds each row's number in Excel."""

_NAMED = 8


def blank(cells: pl.Series) -> pl.Series:
    """Say of each cell whether nothing but blanks stands in it."""
    return blanks(cells.to_frame()).to_series()


def blanks(text: pl.DataFrame) -> pl.DataFrame:
    """Say so of every cell of a sheet at once: column by column it costs more than all the rest."""
    return text.select(pl.all().fill_null("").str.strip_chars() == "")


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
