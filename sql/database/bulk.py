"""Many rows into one table by the shortest way each database has.

Whole frames through SQLAlchemy's own insert take twice the time on SQLite and five times on
PostgreSQL.
"""

import polars as pl
from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

SLICE = 5_000


def insert_rows(session: Session, table: Table, rows: pl.DataFrame) -> None:
    """Append the frame's rows; columns of the table that the frame lacks stay null.

    The names of table and columns are ours; values only travel as parameters or as copied data.

    Raises:
        OperationalError: if the database is away or full.
    """
    if not rows.height:
        return
    connection = session.connection()
    quote = connection.dialect.identifier_preparer.quote
    columns = f"({', '.join(map(quote, rows.columns))})"
    target = f"{quote(table.name)} {columns}"
    if connection.dialect.name == "sqlite":
        _insert(connection, target, rows)
    elif _is_kept(connection, table):
        _copy_aside(connection, target, columns, rows)
    else:
        _copy(connection, target, rows)


def _is_kept(connection: Connection, table: Table) -> bool:
    """Say whether the database looks at each row whose it is: COPY then does not go into the table itself."""
    return bool(connection.scalar(select(func.row_security_active(table.name))))


def _copy_aside(connection: Connection, target: str, columns: str, rows: pl.DataFrame) -> None:
    """Copy rows into a table that lasts for the transaction, and insert them from there."""
    named = target.removesuffix(columns)
    connection.exec_driver_sql("DROP TABLE IF EXISTS pg_temp.aside")
    only = columns.strip("()")
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE aside ON COMMIT DROP AS SELECT {only} FROM {named} WITH NO DATA"  # noqa: S608
    )
    _copy(connection, f"aside {columns}", rows)
    connection.exec_driver_sql(f"INSERT INTO {target} SELECT {only} FROM aside")  # noqa: S608


def _insert(connection: Connection, target: str, rows: pl.DataFrame) -> None:
    marks = ", ".join("?" * rows.width)
    # SQLite keeps a date as its ISO text.
    plain = rows.with_columns(pl.col(pl.Date).dt.strftime("%Y-%m-%d"))
    for part in plain.iter_slices(SLICE):
        connection.exec_driver_sql(f"INSERT INTO {target} VALUES ({marks})", part.rows())  # noqa: S608


def _copy(connection: Connection, target: str, rows: pl.DataFrame) -> None:
    import psycopg  # half a second that SQLite need not wait

    cursor = connection.connection.cursor()
    try:
        with cursor.copy(f"COPY {target} FROM STDIN (FORMAT csv)") as copy:
            for part in rows.iter_slices(SLICE):
                # Quoted, an empty text stays a text; unquoted it would be null.
                copy.write(part.write_csv(include_header=False, quote_style="non_numeric"))
    except psycopg.OperationalError as error:  # not told by SQLAlchemy, which COPY goes around
        raise OperationalError("COPY", {}, error) from error
