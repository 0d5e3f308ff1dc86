"""Rows of the database as typed Polars frames, without a Python object per row or cell.

The database packs each column into one JSON array and Polars unpacks it. For 325 000 rows of a
province in SQLite that is 0.4 s, where fetching rows takes 1.7 s.
"""

from collections.abc import Mapping

import polars as pl
from sqlalchemy import ColumnElement, Select, Text, cast, func
from sqlalchemy.orm import Session

Schema = Mapping[str, type[pl.DataType]]


def fetch(session: Session, query: Select[*tuple[object, ...]], schema: Schema) -> pl.DataFrame:
    """Return the rows of a query without order as a frame of exactly `schema`, in any order.

    Types are given, never guessed from the rows.
    """
    sqlite = session.get_bind().dialect.name == "sqlite"
    columns = [_packed(column, sqlite=sqlite) for column in query.selected_columns]
    texts = session.execute(query.with_only_columns(*columns)).one()
    if texts[0] in (None, "[]"):
        return pl.DataFrame(schema=schema)
    packed = pl.LazyFrame([pl.Series(n, [t]) for n, t in zip(schema, texts, strict=True)])
    # SQLite writes a flag as 0 or 1; both databases write a date as text.
    stands_as = {pl.Date: pl.String, pl.Boolean: pl.Int8 if sqlite else pl.Boolean}
    return (
        packed.select(
            pl.col(name).str.json_decode(pl.List(stands_as.get(dtype, dtype))).explode()
            for name, dtype in schema.items()
        )
        .with_columns(_as_kept(name, dtype) for name, dtype in schema.items())
        .collect()
    )


def _packed(column: ColumnElement[object], *, sqlite: bool) -> ColumnElement[str]:
    if sqlite:
        return func.json_group_array(column, type_=Text)
    return cast(func.json_agg(column), Text)


def _as_kept(name: str, dtype: type[pl.DataType]) -> pl.Expr:
    column = pl.col(name)
    return column.str.to_date("%Y-%m-%d") if dtype is pl.Date else column.cast(dtype)
