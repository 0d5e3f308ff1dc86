"""Reading all of a database as it was at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.pool import NullPool

from metrics.days.beijing import BEIJING
from sql.archive import file
from sql.archive.manifest import revision_in
from sql.archive.shapes import shapes
from sql.database import row_security
from sql.database.engine import BUSY_SECONDS, prepared_sqlite, reaching_the_database
from sql.database.settings import copies_folder


@contextmanager
def snapshot(url: URL) -> Iterator[Connection]:
    """Give a connection of its own whose every answer is of one moment; it writes nothing.

    Raises:
        DatabaseUnavailable: if the database cannot be reached or read.
    """
    if url.get_backend_name() == "sqlite":
        settings = {"timeout": BUSY_SECONDS}
        made = prepared_sqlite(create_engine(url, poolclass=NullPool, connect_args=settings))
    else:
        made = create_engine(url, poolclass=NullPool).execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    with reaching_the_database(), made.connect() as connection, connection.begin():
        # The moment is that of the first question; to SQLite one that reads its file.
        sqlite = connection.dialect.name == "sqlite"
        connection.execute(text("SELECT 1 FROM sqlite_master" if sqlite else "SELECT 1")).first()
        row_security.begin_whole(connection)
        yield connection


def keep_copy(url: URL, *, before: str) -> Path | None:
    """Keep all that a database holds before something is done to it; null where it holds nothing.

    The file is named by what is done (`upgrade`, say), the time and the structure. None of that name
    is ever replaced.

    Raises:
        BackupNotWritten: if it cannot be kept; nothing may be done to the database then.
    """
    with snapshot(url) as connection:
        if not holds_something(connection):
            return None
        name = f"before-{before}-{stamp()}-{revision_in(connection)}"
        kept = free_name(copies_folder(url), name)
        file.write(kept, connection)
        return kept


def stamp() -> str:
    """Write Beijing's time as names of files have it."""
    return datetime.now(UTC).astimezone(BEIJING).strftime("%Y%m%d-%H%M%S")


def free_name(folder: Path, name: str) -> Path:
    """Return the path of a backup that is not there yet: two of one second are numbered."""
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(path for each in names if not (path := folder / f"{each}{file.SUFFIX}").exists())


def holds_something(connection: Connection) -> bool:
    """Say whether any of our tables has a row."""
    quote = connection.dialect.identifier_preparer.quote
    return any(
        connection.execute(text(f"SELECT 1 FROM {quote(shape.name)} LIMIT 1")).first()  # noqa: S608
        for shape in shapes(connection)
    )
