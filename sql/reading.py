"""Rows of the database as typed Polars frames, without a Python object per row."""

from collections.abc import Mapping

import polars as pl
from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

Schema = Mapping[str, type[pl.DataType]]


def fetch(session: Session, query: Select[tuple[object, ...]], schema: Schema) -> pl.DataFrame:
    """Return the query's rows as a frame of exactly `schema`; the order of rows is not kept.

    Types are given, never guessed from the first rows. SQLite's dates arrive as text and its
    flags as 0 / 1, and are converted as columns.
    """
    columns = [_as_kept(column) for column in query.selected_columns]
    rows = session.execute(query.with_only_columns(*columns)).fetchall()
    values = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pl.DataFrame(
        [_series(n, v, t) for (n, t), v in zip(schema.items(), values, strict=True)]
    )


def _as_kept(column: ColumnElement[object]) -> ColumnElement[object]:
    return column


def _series(name: str, values: tuple[object, ...], dtype: type[pl.DataType]) -> pl.Series:
    return pl.Series(name, values, dtype=dtype, strict=True)
