"""What a backup says about itself: made when and by which version, from what, how many rows, which digests."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, text

from metrics.version import VERSION
from sql.archive.numbering import last_number
from sql.archive.rows import counted, read
from sql.archive.shapes import VERSION_TABLE, Shape, shapes

FORMAT = 1
"""Grows when a file of today could no longer be read by the code of then, or the other way round."""
LOG = "log"
"""The table that grows with whatever is done, also with a backup."""
DATABASE_PART = "database"
"""The only part there is; accounts, logs or files kept beside the database would be others."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class TableEntry(_Strict):
    """One table: kinds of its columns by name, and the SHA-256 of its lines as they stand in the file.

    `last` is the highest number that was ever given to a row of it; 0 where rows are not numbered.
    """

    name: str
    columns: dict[str, str]
    rows: int
    last: int
    sha256: str


class Newest(_Strict):
    """The submission that was accepted last; the data date as ISO text, the moment in UTC."""

    id: int
    unit: str
    data_date: str
    accepted_at: str


class LogEnd(_Strict):
    """Where the log (操作日志) ended: the number of its last entry and that entry's digest."""

    number: int
    digest: str


class Manifest(_Strict):
    """The content of a database at one moment.

    `sha256` is the digest of the whole content: the same on both databases, whenever it was taken. The
    log is not in it, which grows by the backup itself; it is proved by `log`, null where it is empty.
    `data_dates` are the first and the last; empty without submissions, and so is `newest`.
    """

    format: int
    programme: str
    revision: str
    made_at: str
    database: str
    parts: list[str]
    data_dates: list[str]
    newest: Newest | None
    log: LogEnd | None = None
    tables: list[TableEntry]
    sha256: str

    def rows(self, table: str) -> int:
        """Return the number of rows of a table; 0 where there was no such table yet."""
        return sum(entry.rows for entry in self.tables if entry.name == table)

    def holds_something(self) -> bool:
        """Say whether any table has a row."""
        return any(entry.rows for entry in self.tables)


class Sink(Protocol):
    """Where the lines of one table go."""

    def write(self, text: bytes, /) -> object:
        """Take the next lines."""


class Sinks(Protocol):
    """What opens a sink for each table in turn."""

    def __call__(self, table: str, /) -> AbstractContextManager[Sink]:
        """Open the sink of a table."""


@contextmanager
def nowhere(_table: str) -> Iterator[Sink]:
    """Let lines go nowhere: only their digest is wanted."""
    yield _Nowhere()


class _Nowhere:
    def write(self, _text: bytes) -> None:
        """Take lines and forget them."""


def taken(connection: Connection, sinks: Sinks = nowhere) -> Manifest:
    """Read all there is in the connection's transaction, table by table, and say what it was."""
    entries = [_entry(connection, shape, sinks) for shape in shapes(connection)]
    revision = revision_in(connection) or ""
    return Manifest(
        format=FORMAT,
        programme=VERSION,
        revision=revision,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        database={"sqlite": "SQLite"}.get(connection.dialect.name, "PostgreSQL"),
        parts=[DATABASE_PART],
        data_dates=_data_dates(connection, entries),
        newest=_newest(connection, entries),
        log=_log(connection, entries),
        tables=entries,
        sha256=digest_of(revision, {entry.name: entry.sha256 for entry in entries}),
    )


def digest_of(revision: str, tables: Mapping[str, str]) -> str:
    """Return the digest of a content from its revision and the digests of its tables but the log."""
    told = "".join(f"{name} {tables[name]}\n" for name in sorted(tables) if name != LOG)
    return sha256(f"{revision}\n{told}".encode()).hexdigest()


def revision_in(connection: Connection) -> str | None:
    """Return the structure that the database has; null where it has none."""
    if not connection.dialect.has_table(connection, VERSION_TABLE):
        return None
    revision = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    return None if revision is None else str(revision)


def _entry(connection: Connection, shape: Shape, sinks: Sinks) -> TableEntry:
    with sinks(shape.name) as sink:
        rows, digest = counted(read(connection, shape), shape, sink.write)
    return TableEntry(
        name=shape.name, columns=shape.columns, rows=rows, sha256=digest,
        last=last_number(connection, shape),
    )  # fmt: skip


def _data_dates(connection: Connection, entries: list[TableEntry]) -> list[str]:
    if not _submitted(entries):
        return []
    query = text("SELECT min(data_date), max(data_date) FROM submissions")
    return [str(day) for day in connection.execute(query).one()]


def _newest(connection: Connection, entries: list[TableEntry]) -> Newest | None:
    if not _submitted(entries):
        return None
    query = text(
        "SELECT id, unit, data_date, accepted_at FROM submissions ORDER BY id DESC LIMIT 1"
    )
    number, unit, day, accepted = connection.execute(query).one()
    return Newest(id=number, unit=unit, data_date=str(day), accepted_at=accepted)


def _log(connection: Connection, entries: list[TableEntry]) -> LogEnd | None:
    if not any(entry.rows for entry in entries if entry.name == LOG):
        return None
    query = text(f"SELECT number, digest FROM {LOG} ORDER BY number DESC LIMIT 1")  # noqa: S608
    number, digest = connection.execute(query).one()
    return LogEnd(number=number, digest=digest)


def _submitted(entries: list[TableEntry]) -> bool:
    return any(entry.rows for entry in entries if entry.name == "submissions")
