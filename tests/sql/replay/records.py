"""What units say in a story: a few columns of a few sheets, in which every way of reading occurs.

Instruments have blank parts in their key, 区划 text and a flag, projects name a division beside their key,
returns are sums, and the numbers of tasks are each unit's own.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from hypothesis import strategies as st

from tests.sql.statement_rows import frame

Record = tuple[Any, ...]
Said = Mapping[str, Mapping[Record, Record]]
"""What a statement says: by sheet and key its records; a sheet left out has none."""

COLUMNS = {
    "regions": ("region", "name", "level", "parent", "heated", "hardship"),
    "projects": ("project", "name", "region"),
    "instruments": ("region", "instrument", "doc_no", "issued_on", "status"),
    "returns": ("region", "year", "paid"),
    "tasks": ("task", "content"),
}
KEYS = {"regions": 1, "projects": 1, "instruments": 4, "returns": 2, "tasks": 1}
OWN = "tasks"
"""The sheet that each unit numbers for itself."""

PROVINCE, CITY = "620000", "620100"
COUNTIES = ("620102", "620103", "620104")
LATER_CODES = ("620151", "620152")
"""Codes that counties may get by a change of divisions."""
UNITS = (*COUNTIES[:2], CITY, LATER_CODES[0])
DAYS = [date(2023, 6, day) for day in (2, 9, 16, 23)]
BEGUN = date(2023, 1, 1)
"""The data date of the divisions that every story begins with."""
DIVISIONS: dict[Record, Record] = {
    (code,): (code, name, level, parent, None, None)
    for code, name, level, parent in (
        (PROVINCE, "示例省", "省", None),
        (CITY, "甲市", "市", PROVINCE),
        *((code, f"{code[-1]}县", "县", CITY) for code in COUNTIES),
    )
}

_BIG = 10**17  # a thousand million million 分 must come back to the 分
_WORDS = st.sampled_from(
    ["和平", "", " ", '"引号"', "逗号,分行\n", "\\.", "\\N", "NULL", "'", "㵲浉"]
)
_COUNTIES = st.sampled_from(COUNTIES)
RECORDS = {
    "regions": st.tuples(
        _COUNTIES,
        _WORDS,
        st.none(),
        st.none(),
        st.none() | st.booleans(),
        st.none() | st.integers(0, _BIG),
    ),
    "projects": st.tuples(st.sampled_from("甲乙丙"), _WORDS, _COUNTIES),
    "instruments": st.tuples(
        _COUNTIES,
        st.just("工作机制"),
        st.none() | st.just("1号"),
        st.none() | st.sampled_from([date(2022, 1, 1), date(9999, 12, 31)]),
        st.sampled_from(["已建立", "未建立"]),
    ),
    "returns": st.tuples(_COUNTIES, st.sampled_from([2022, 2023]), st.none() | st.integers(0, 2)),
    "tasks": st.tuples(st.sampled_from("123"), _WORDS),
}


@st.composite
def statements(draw: st.DrawFn) -> Said:
    """Draw what a unit says."""
    sheets = draw(st.sets(st.sampled_from(sorted(COLUMNS)), max_size=3))
    drawn = {sheet: draw(st.lists(RECORDS[sheet], max_size=4)) for sheet in sorted(sheets)}
    return {sheet: by_key(sheet, records) for sheet, records in drawn.items()}


def by_key(sheet: str, records: list[Record]) -> dict[Record, Record]:
    """Return records by their keys; of one key the last."""
    return {record[: KEYS[sheet]]: record for record in records}


def frames_of(said: Said) -> dict[str, pl.DataFrame]:
    """Write what a unit says as the sheets that the store takes in."""
    return {
        sheet: frame(
            sheet, [dict(zip(COLUMNS[sheet], each, strict=True)) for each in rows.values()]
        )
        for sheet, rows in said.items()
    }
