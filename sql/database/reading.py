"""Rows of the database as typed Polars frames, without a Python object per row or cell.

The database packs each column into one JSON array and Polars unpacks it. For 325 000 rows of a
province in SQLite that is 0.4 s, where fetching rows takes 1.7 s.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import polars as pl
from sqlalchemy import ARRAY, BigInteger, ColumnElement, Select, Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

Schema = Mapping[str, type[pl.DataType]]
T = TypeVar("T")
R = TypeVar("R")
Query = Select[*tuple[Any, ...]]


def fetch(session: Session, query: Query, schema: Schema) -> pl.DataFrame:
    """Return the rows of a query without order as a frame of exactly `schema`, in any order."""
    rows = unpacked(session, packed(query, sqlite=is_sqlite(session)), schema, {})
    return pl.DataFrame(schema=schema) if rows is None else rows.collect()


def packed(query: Query, *, sqlite: bool) -> Query:
    """Return the query that answers with one row: each column of `query` as one JSON array."""
    return query.with_only_columns(*(_array(c, sqlite=sqlite) for c in query.selected_columns))


def unpacked(
    session: Session, query: Query, schema: Schema, values: Mapping[str, object]
) -> pl.LazyFrame | None:
    """Return the rows that a packed query, asked with `values`, stands for; null for no rows.

    Types are given, never guessed from the rows.
    """
    texts = session.execute(query, values).one()
    if texts[0] in (None, "[]"):
        return None
    # SQLite writes a flag as 0 or 1; both databases write a date as text.
    flag = pl.Int8 if is_sqlite(session) else pl.Boolean
    stands_as = {pl.Date: pl.String, pl.Boolean: flag}
    arrays = pl.LazyFrame([pl.Series(n, [t]) for n, t in zip(schema, texts, strict=True)])
    decoded = arrays.select(
        pl.col(name).str.json_decode(pl.List(stands_as.get(dtype, dtype)))
        for name, dtype in schema.items()
    )
    # All columns at once: one by one, unfolding the 56 of a sheet costs twice what decoding does.
    rows = decoded.explode(list(schema))
    return rows.with_columns(_as_kept(name, dtype) for name, dtype in schema.items())


def among(column: ColumnElement[int], *, sqlite: bool) -> ColumnElement[bool]:
    """Return the condition that a number is one of those bound as `ids` (see `listed`)."""
    ids = bindparam("ids", type_=Text)
    if sqlite:
        return column.in_(select(func.json_each(ids).table_valued("value").c.value))
    return column.in_(select(func.unnest(cast(ids, ARRAY(BigInteger)))))


def listed(session: Session, ids: pl.DataFrame) -> str:
    """Return numbers, the only column of a frame, as the text that `among` takes for `ids`."""
    numbers = ",".join(map(str, ids.to_series().to_list()))
    return f"[{numbers}]" if is_sqlite(session) else f"{{{numbers}}}"


def is_sqlite(session: Session) -> bool:
    """Say whether the session speaks to SQLite; PostgreSQL is the other one."""
    return session.get_bind().dialect.name == "sqlite"


def overlapped(asked: Iterable[T], work: Callable[[T], R]) -> list[R]:
    """Return the work done on each of `asked`, in order; the next is asked for meanwhile.

    The database is only ever asked by the caller's own thread. One piece is worked on and one is
    being asked for at a time, so that memory does not grow with the number of pieces.
    """
    done: list[R] = []
    pending: Future[R] | None = None
    with ThreadPoolExecutor(max_workers=1) as worker:
        for each in asked:
            if pending is not None:
                done.append(pending.result())
            pending = worker.submit(work, each)
        if pending is not None:
            done.append(pending.result())
    return done


def _array(column: ColumnElement[Any], *, sqlite: bool) -> ColumnElement[str]:
    if sqlite:
        return func.json_group_array(column, type_=Text)
    return cast(func.json_agg(column), Text)


def _as_kept(name: str, dtype: type[pl.DataType]) -> pl.Expr:
    column = pl.col(name)
    return column.str.to_date("%Y-%m-%d") if dtype is pl.Date else column.cast(dtype)
