"""Build frames from short lists of rows; what a row leaves out is blank (not reported)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from metrics.records.frames import Frames
from metrics.records.sheets import BY_NAME

D = date(2023, 6, 30)
Row = Mapping[str, Any]


def frames(*, reporting: Iterable[str] = (), as_of: date = D, **sheets: Iterable[Row]) -> Frames:
    """Return the frames of `as_of`, year 2023 unless the rows say otherwise."""
    return Frames.of(
        as_of=as_of,
        year=as_of.year,
        tables={name: table(name, rows) for name, rows in sheets.items()},
        reporting=pl.DataFrame(
            [
                {"unit": unit, "data_date": as_of, "submission": 1, "accepted_at": ""}
                for unit in reporting
            ],
            schema={
                "unit": pl.String,
                "data_date": pl.Date,
                "submission": pl.Int64,
                "accepted_at": pl.String,
            },
        ),
    )


def table(name: str, rows: Iterable[Row]) -> pl.DataFrame:
    """Return one sheet; an unknown column is a mistake in the test."""
    schema = BY_NAME[name].record_schema
    assert not {column for row in rows for column in row} - set(schema)
    return pl.DataFrame([{column: row.get(column) for column in schema} for row in rows], schema)


def division(code: str, level: str, parent: str | None, name: str = "") -> Row:
    """Return one row of 区划."""
    return {"region": code, "name": name or code, "level": level, "parent": parent}
