"""Rows of the database as typed Polars frames, without a Python object per row or cell.

The database packs each column into one JSON array and Polars unpacks it. For 325 000 rows of a
province in SQLite that is 0.4 s, where fetching rows takes 1.7 s.
"""

from collections.abc import Mapping

import polars as pl
from sqlalchemy import ColumnElement, Select, Text, cast, func, select
from sqlalchemy.orm import Session

Schema = Mapping[str, type[pl.DataType]]


def fetch(session: Session, query: Select[*tuple[object, ...]], schema: Schema) -> pl.DataFrame:
    """Return the query's rows as a frame of exactly `schema`; the order of rows is not kept.

    Types are given, never guessed from the rows.
    """
    rows = query.subquery()
    sqlite = session.get_bind().dialect.name == "sqlite"
    packed = session.execute(select(*(_packed(column, sqlite=sqlite) for column in rows.c))).one()
    return pl.DataFrame(
        [
            _unpacked(name, text, dtype, sqlite=sqlite)
            for (name, dtype), text in zip(schema.items(), packed, strict=True)
        ]
    )


def _packed(column: ColumnElement[object], *, sqlite: bool) -> ColumnElement[str]:
    if sqlite:
        return func.json_group_array(column, type_=Text)
    return cast(func.json_agg(column), Text)


def _unpacked(name: str, text: str | None, dtype: type[pl.DataType], *, sqlite: bool) -> pl.Series:
    if text is None or text == "[]":
        return pl.Series(name, [], dtype=dtype)
    # SQLite writes a flag as 0 or 1; both databases write a date as text.
    flag = pl.Int8 if sqlite else pl.Boolean
    kept_as = {pl.Boolean: flag, pl.Date: pl.String}.get(dtype, dtype)
    values = pl.Series(name, [text]).str.json_decode(pl.List(kept_as)).explode()
    return values.str.to_date("%Y-%m-%d") if dtype is pl.Date else values.cast(dtype)
