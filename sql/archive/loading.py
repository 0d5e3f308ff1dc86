"""Rows as a backup holds them back into a table, by the shortest way each database has."""

from itertools import chain
from typing import Any

import psycopg
import sqlalchemy.exc
from sqlalchemy import Connection

from sql.archive.numbering import go_on_after
from sql.archive.rows import Slices
from sql.archive.shapes import Shape


class RowsNotTaken(Exception):
    """A database does not take rows as they stand; its own words are the cause."""


_MISFITS = (
    sqlalchemy.exc.IntegrityError,
    sqlalchemy.exc.DataError,
    sqlalchemy.exc.ProgrammingError,
    sqlalchemy.exc.InterfaceError,
    psycopg.DataError,
    psycopg.IntegrityError,
    OverflowError,
    ValueError,
)


def load(connection: Connection, shape: Shape, slices: Slices, *, last: int) -> None:
    """Fill an empty table, and let the numbers of its rows go on after `last`.

    Raises:
        RowsNotTaken: if a value does not fit its column, or a key occurs twice.
    """
    quote = connection.dialect.identifier_preparer.quote
    target = f"{quote(shape.name)} ({', '.join(map(quote, shape.columns))})"
    fill = _insert if connection.dialect.name == "sqlite" else _copy
    try:
        fill(connection, target, slices)
        go_on_after(connection, shape, last)
    except _MISFITS as error:
        raise RowsNotTaken(shape.name) from error
    except psycopg.OperationalError as error:  # not told by SQLAlchemy, which COPY goes around
        raise sqlalchemy.exc.OperationalError("COPY", {}, error) from error


def _insert(connection: Connection, target: str, slices: Slices) -> None:
    for part in slices:
        marks = ", ".join("?" * len(part[0]))
        connection.exec_driver_sql(f"INSERT INTO {target} VALUES ({marks})", part)  # noqa: S608


def _copy(connection: Connection, target: str, slices: Slices) -> None:
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in chain.from_iterable(slices):
            copy.write_row(row)
