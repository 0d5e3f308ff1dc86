"""Connections and transactions: opened at the edge of the program, nowhere else."""

import sqlite3
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, false, text, update
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.orm import Session

from metrics.access.acting import NotAllowed
from metrics.errors import UserError
from sql.database import chain, row_security
from sql.database.settings import database_url
from sql.database.whole_file import settle
from sql.models import SUBMISSIONS
from sql.turns import Crowded, Turns

BUSY_SECONDS = 60
WRITE_SECONDS = 300
"""How long a writer waits for the others: twenty offices that send at once, on a busy machine."""
_ROUND_MS = 1_000
_QUEUE = 20_230_720  # any fixed number: PostgreSQL's name for "adding to a table"
WRITING = "writing"
_REACH = (
    "请检查数据库地址（环境变量 DATABASE_URL 或命令中的 --to）、数据库服务是否启动、"
    "磁盘空间和文件读写权限。"
)
_FILE = (
    "请检查环境变量 DATABASE_URL 所指的是文件而不是文件夹、"
    "本程序对该文件及其文件夹的读写权限，以及磁盘空间。"
)
_DAMAGED = "文件已损坏，或不是本系统的数据库；请按《运维手册》“备份与恢复”用备份恢复。"
_FULL = "磁盘已满，请清理后重试。"
_REASONS = {
    "unable to open database file": _FILE, "readonly database": _FILE, "disk I/O error": _FILE,
    "is full": _FULL, "No space left": _FULL,
    "not a database": _DAMAGED, "malformed": _DAMAGED,
}  # fmt: skip
"""Why a database does not do it, by a part of its own words."""
_PAUSES = {"40001", "40P01", "55P03"}  # PostgreSQL: serialisation, deadlock, lock not available
READERS = 32
"""Connections of one process to PostgreSQL for reading, so that two servers leave some of its hundred."""
WRITERS_WAIT = "正有{waiting}项保存操作排队，本次操作未保存，请稍后重试。"
_MAKING = Lock()
_ENGINES: dict[tuple[URL, bool], Engine] = {}
_WRITERS = Turns(at_once=1, most_waiting=50, seconds=WRITE_SECONDS, says=WRITERS_WAIT)


class DatabaseUnavailable(UserError):
    """The database cannot be reached, or another import holds it for too long."""

    exit_code = 21


def engine(*, writing: bool = False) -> Engine:
    """Return the process's engine for the database in use: that of readers, or that of writers."""
    return engine_for(database_url(), writing=writing)


def engine_for(url: URL, *, writing: bool = False) -> Engine:
    """Return one engine per address and side, SQLite in write-ahead mode with foreign keys checked.

    Readers have connections of their own and never stand behind writers: of a file as many as
    there are threads. Writers of one process take turns (`session_scope`): one connection is enough.
    Errors do not repeat what was to be written: the log keeps no cells.
    """
    with _MAKING:
        if (url, writing) not in _ENGINES:
            _ENGINES[url, writing] = _made(url, writing=writing)
        return _ENGINES[url, writing]


def _made(url: URL, *, writing: bool) -> Engine:
    kept = 1 if writing else 8
    if url.get_backend_name() != "sqlite":
        more = 1 if writing else READERS - kept
        return create_engine(
            url, pool_pre_ping=True, pool_size=kept, max_overflow=more, hide_parameters=True
        )
    waits = {"timeout": BUSY_SECONDS}
    return prepared_sqlite(
        create_engine(
            url, connect_args=waits, pool_size=kept, max_overflow=-1, hide_parameters=True
        )
    )


def let_go() -> None:
    """Close every connection that is not in use, to whatever database; the next transaction opens its own."""
    with _MAKING:
        for one in _ENGINES.values():
            one.dispose()
        _ENGINES.clear()


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
        if connection.get_execution_options().get(WRITING, False):
            _begin_writing(connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return made


def _begin_writing(connection: Connection) -> None:
    """Wait for SQLite's one write lock, in rounds of a second, as long as writers wait.

    SQLite asks ever more seldom the longer it waits, so that whoever comes last is served first;
    with each round all ask alike. A lock file would be fairer still, but it is one more thing to be
    left behind, and to behave otherwise on Windows and on network drives. Between rounds Ctrl+C is
    heard.
    """
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {_ROUND_MS}")
    end = time.monotonic() + WRITE_SECONDS
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if not _is_busy(error.orig) or time.monotonic() > end:
                raise
        else:
            return


@contextmanager
def session_scope(
    *, writing: bool = False, within: Collection[str] | None = None
) -> Iterator[Session]:
    """Give one transaction: committed if the block ends well, rolled back if it does not.

    Say `writing` when the block will write: writers then queue up from the start, those of this
    process in the order of their coming. A writer's block holds up all others: nothing slow belongs
    in it, and no second writer. Who looks up records for somebody says `within` which divisions: a
    PostgreSQL that keeps them apart (`row_security`) then gives no others.

    Raises:
        DatabaseUnavailable: if the database cannot be reached or stays locked, or too many writers
            wait already.
    """
    with (
        reaching_the_database(),
        _refusals_noted(),
        _WRITERS.turn() if writing else nullcontext(),
        # Leaving a session's block without a commit rolls back.
        Session(engine(writing=writing), expire_on_commit=False) as session,
    ):
        session.connection(execution_options={WRITING: writing})
        row_security.begin(session, within=within)
        yield session
        chain.write(session)
        session.commit()
    if writing:  # the others have their turn by then
        settle(engine(writing=True))


@contextmanager
def _refusals_noted() -> Iterator[None]:
    """Write into the log what somebody tried and may not do, in a transaction of its own."""
    try:
        yield
    except NotAllowed as error:
        with _WRITERS.turn(), Session(engine(writing=True)) as session:
            session.connection(execution_options={WRITING: True})
            chain.note(session, chain.REFUSED, str(error))
            chain.write(session)
            session.commit()
        raise


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
    except Crowded as error:
        raise DatabaseUnavailable(str(error)) from error
    except PoolExhausted as error:
        raise DatabaseUnavailable("正在查看数据的人太多，请稍后重试。") from error


def _unavailable(original: Any) -> DatabaseUnavailable:
    if _is_busy(original):
        return DatabaseUnavailable("数据库正被另一项导入占用，本次操作未保存，请稍后重试。")
    reasons = (why for words, why in _REASONS.items() if words in str(original))
    return DatabaseUnavailable(f"无法打开数据库，本次操作未保存：{next(reasons, _REACH)}")


def _is_busy(original: Any) -> bool:
    return "locked" in str(original) or getattr(original, "sqlstate", None) in _PAUSES


def queue_for_writing(session: Session, *, table: Table = SUBMISSIONS) -> None:
    """Wait until no other transaction is adding to a table, until this one ends.

    One queue for all units: ids and times of acceptance then grow in the order of commits, which
    "known at" and the order among submissions of one day rely on. SQLite has one queue for all
    tables together.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(update(table).values(id=table.c.id).where(false()))
    else:
        session.execute(text(f"SET LOCAL lock_timeout = '{WRITE_SECONDS}s'"))
        # No lock of a table that needs the right to change it: the one taken is that of whoever adds
        # to it anyway, so that a migration, which holds all adding up, comes wholly before or after.
        session.execute(text(f"LOCK TABLE {table.name} IN ROW EXCLUSIVE MODE"))
        turn = "SELECT pg_advisory_xact_lock(:queue, CAST(CAST(:table AS regclass) AS integer))"
        session.execute(text(turn), {"queue": _QUEUE, "table": table.name})
