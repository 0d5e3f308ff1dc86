"""Rows for random provinces: good ones, of which a few cells are replaced by awkward values."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from metrics.records.schema import NEVER

YEAR = 2023
OWNERS = ("620102", "620103", "620104", "620200", "620302", "620321")  # 620200 has no counties
TREE = {
    "100000": None,
    "620000": "100000",
    "620100": "620000",
    "620200": "620000",
    "620300": "620000",
    **{owner: f"{owner[:4]}00" for owner in OWNERS if owner[4:] != "00"},
}
Row = dict[str, Any]
Cells = Mapping[str, Iterable[Any]]


def days(as_of: date) -> tuple[date | None, ...]:
    """Days that may tip a verdict: around the data date and the turn of the year."""
    day = timedelta(days=1)
    turns = (date(YEAR - 1, 12, 31), date(YEAR, 1, 1), date(YEAR, 12, 31), date(YEAR + 1, 1, 1))
    early = (date(2022, 6, 1), date(2023, 3, 1), date(2023, 3, 2))
    return (None, None, NEVER, as_of - day, as_of, as_of + day, *turns, *early)


FLAGS = (True, False, None)
NAMES = ("某某", "无", None)
COUNTS = (0, 1, 2, 3, 49, 50, 66, 67, 70, 74, 75, 79, 80, 99, 100, None)
AMOUNTS = (0, 1, 99, 100, 101, 20_000, 30_000, None)


def troubled(good: Row, cells: Cells, *, most: int = 4) -> st.SearchStrategy[Row]:
    """Draw the good row with up to `most` of its cells replaced."""
    choices = [(name, value) for name, values in cells.items() for value in values]
    changes = st.lists(st.sampled_from(choices), max_size=most)
    return changes.map(lambda drawn: {**good, **dict(drawn)})


def grid(
    keys: Iterable[tuple[Any, ...]], names: tuple[str, ...], good: Row, cells: Cells
) -> st.SearchStrategy[list[Row]]:
    """Draw a full table of good rows, some of them replaced and some left out."""
    keys = list(keys)
    row = st.one_of(st.none(), troubled(good, cells), troubled(good, cells))
    trouble = st.dictionaries(st.sampled_from(keys), row, max_size=16)
    return trouble.map(lambda drawn: list(_filled(keys, names, good, drawn)))


def _filled(
    keys: list[tuple[Any, ...]],
    names: tuple[str, ...],
    good: Row,
    drawn: Mapping[tuple[Any, ...], Row | None],
) -> Iterable[Row]:
    for key in keys:
        row = drawn.get(key, good)
        if row is not None:
            yield {**dict(zip(names, key, strict=True)), **row}


def numbered(column: str, letter: str) -> Callable[[list[Row]], list[Row]]:
    return lambda rows: [{column: f"{letter}{at}", **row} for at, row in enumerate(rows)]
