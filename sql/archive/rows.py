"""Rows of a table as both databases give them alike: numbers, texts and nulls, in the order of the key.

A flag is 0 or 1 and a day its ISO text, as SQLite keeps them. Rows come in slices, so that memory does
not grow with the table.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    cast,
    collate,
    column,
    func,
    select,
    table,
    type_coerce,
)

from sql.archive.shapes import DAY, FLAG, TEXT, Shape
from sql.models import WORKBOOK_FILES
from sql.models.accounts import PASSING

_PASSING = {table.name for table in PASSING}
SLICE = 2_000
FILES = 4
"""Workbooks as they were sent are given so few at a time: one can have 40 MB."""
Row = tuple[Any, ...]
Slices = Iterable[list[Row]]
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def at_once(shape: Shape) -> int:
    """Return how many rows of a table are given at a time."""
    return FILES if shape.name == WORKBOOK_FILES.name else SLICE


def read(connection: Connection, shape: Shape) -> Iterator[list[Row]]:
    """Give the rows of a table, their columns in the order of the shape; none of what is passing."""
    if shape.name in _PASSING:
        return
    query = _query(shape, sqlite=connection.dialect.name == "sqlite")
    options = {"yield_per": at_once(shape)}
    for part in connection.execute(query, execution_options=options).partitions():
        yield [tuple(row) for row in part]


def _query(shape: Shape, *, sqlite: bool) -> Select[Any]:
    plain = [_plain(name, kind, sqlite=sqlite) for name, kind in shape.columns.items()]
    order = [_in_order(name, shape.columns[name], sqlite=sqlite) for name in shape.key]
    return select(*plain).select_from(table(shape.name)).order_by(*order)


def _plain(name: str, kind: str, *, sqlite: bool) -> ColumnElement[Any]:
    if sqlite or kind not in (FLAG, DAY):
        return type_coerce(column(name), Text).label(name)
    if kind == FLAG:
        return cast(column(name), Integer).label(name)
    return func.to_char(column(name), "YYYY-MM-DD").label(name)


def _in_order(name: str, kind: str, *, sqlite: bool) -> ColumnElement[Any]:
    """Order texts by their bytes: a language's order differs from server to server."""
    if sqlite or kind != TEXT:
        return column(name)
    return collate(column(name, Text), "C")


def heading(shape: Shape) -> bytes:
    """Write the first line of a table: the names of its columns."""
    return _line(list(shape.columns))


def lines(part: Iterable[Row]) -> bytes:
    """Write rows, each as a line of JSON."""
    return b"".join(map(_line, part))


def _line(values: Iterable[object]) -> bytes:
    return f"{_ENCODE(tuple(values))}\n".encode()


def counted(slices: Slices, shape: Shape, write: Callable[[bytes], object]) -> tuple[int, str]:
    """Write a table as text, slice by slice, and return the number of its rows and the text's SHA-256."""
    digest, rows = sha256(), 0

    def put(text: bytes) -> None:
        digest.update(text)
        write(text)

    put(heading(shape))
    for part in slices:
        put(lines(part))
        rows += len(part)
    return rows, digest.hexdigest()
