"""Connections and transactions: opened at the edge of the program, nowhere else."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, false, text, update
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from metrics.errors import UserError
from sql.database.settings import database_url
from sql.database.whole_file import settle
from sql.models import SUBMISSIONS

BUSY_SECONDS = 60
WRITING = "writing"
_PAUSES = {"40001", "40P01", "55P03"}  # PostgreSQL: serialisation, deadlock, lock not available


class DatabaseUnavailable(UserError):
    """The database cannot be reached, or another import holds it for too long."""

    exit_code = 21


def engine() -> Engine:
    """Return the process's engine for the database in use."""
    return engine_for(database_url())


@lru_cache(maxsize=8)
def engine_for(url: URL) -> Engine:
    """Return one engine per address, with SQLite in write-ahead mode and foreign keys checked.

    Its errors do not repeat what was to be written: the log keeps no cells.
    """
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    waiting = {"timeout": BUSY_SECONDS}
    return prepared_sqlite(create_engine(url, connect_args=waiting, hide_parameters=True))


def prepared_sqlite(made: Engine, *, foreign_keys: bool = True) -> Engine:
    """Hand transactions of an SQLite engine to us, so that data definition rolls back too."""

    @event.listens_for(made, "connect")
    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    @event.listens_for(made, "begin")
    def _began(connection: Connection) -> None:
        # A transaction that reads first and writes later fails at once if another wrote between:
        # whoever is going to write says so, and waits here.
        writing = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return made


@contextmanager
def session_scope(*, writing: bool = False) -> Iterator[Session]:
    """Give one transaction: committed if the block ends well, rolled back if it does not.

    Say `writing` when the block will accept a submission: writers then queue up from the start.

    Raises:
        DatabaseUnavailable: if the database cannot be reached or stays locked.
    """
    # Leaving a session's block without a commit rolls back.
    with reaching_the_database(), Session(engine(), expire_on_commit=False) as session:
        session.connection(execution_options={WRITING: writing})
        yield session
        session.commit()
        if writing:
            settle(session.get_bind().engine)


@contextmanager
def reaching_the_database() -> Iterator[None]:
    """Turn what the database cannot help into one sentence; mistakes of ours keep their traceback.

    Raises:
        DatabaseUnavailable: with the database's own words as cause.
    """
    try:
        yield
    except DatabaseError as error:
        # The class itself, not one of the others under it, is SQLite's for a damaged file.
        if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
            raise
        raise _unavailable(error.orig) from error


def _unavailable(original: Any) -> DatabaseUnavailable:
    busy = "locked" in str(original) or getattr(original, "sqlstate", None) in _PAUSES
    if busy:
        return DatabaseUnavailable("数据库正被另一项导入占用，本次操作未保存，请稍后重试。")
    return DatabaseUnavailable(
        "无法打开数据库，本次操作未保存：请检查环境变量 DATABASE_URL、数据库服务是否启动、"
        "磁盘空间和文件读写权限。"
    )


def queue_for_writing(session: Session, *, table: Table = SUBMISSIONS) -> None:
    """Wait until no other transaction is adding to a table, until this one ends.

    One queue for all units: ids and times of acceptance then grow in the order of commits, which
    "known at" and the order among submissions of one day rely on. SQLite has one queue for all
    tables together.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(update(table).values(id=table.c.id).where(false()))
    else:
        session.execute(text(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'"))
        session.execute(text(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE"))
