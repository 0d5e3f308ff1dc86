"""All of one content into a database, instead of what that holds: all of it, or nothing is changed."""

from pathlib import Path
from typing import NamedTuple, Protocol

from sqlalchemy import URL, Connection, text
from sqlalchemy.orm import Session

from metrics.access.entry import Head
from metrics.access.told import ends_at
from metrics.errors import NotAgreed
from sql.archive.file import BackupRefused
from sql.archive.loading import RowsNotTaken, load
from sql.archive.manifest import LOG, Manifest, revision_in, taken
from sql.archive.rows import Slices, read
from sql.archive.shapes import Shape, shapes, strangers
from sql.database import chain, migrate, row_security
from sql.database.migrate import DatabaseNotReady
from sql.database.settings import told
from sql.database.snapshot import holds_something, keep_copy, snapshot
from sql.log.verifying import BEGINNING, head
from sql.models import METADATA
from sql.models.base import called

DONE = {"restore": "恢复数据库", "copy": "复制数据库"}
"""What the log calls it."""


class Content(Protocol):
    """What is to be put into a database: an open backup, or another database."""

    @property
    def manifest(self) -> Manifest:
        """What it is."""

    def slices(self, shape: Shape) -> Slices:
        """Give the rows of a table."""


class Live(NamedTuple):
    """The content of a database, as a transaction sees it."""

    connection: Connection
    manifest: Manifest

    def slices(self, shape: Shape) -> Slices:
        """Give the rows of a table."""
        return read(self.connection, shape)


def rows_held(url: URL) -> dict[str, int]:
    """Return how many rows each of our tables has; no table of a database that is not there yet.

    Raises:
        DatabaseNotReady: if a newer version made the database, or another programme.
        DatabaseUnavailable: if it cannot be reached.
    """
    if not migrate.is_there(url):
        return {}
    with snapshot(url) as connection:
        _refuse_other(url, connection)
        quote = connection.dialect.identifier_preparer.quote
        count = "SELECT count(*) FROM "
        names = [shape.name for shape in shapes(connection)]
        return {n: connection.execute(text(count + quote(n))).scalar_one() for n in names}


def replace(url: URL, content: Content, *, before: str, agreed: bool, of: str = "") -> Path | None:
    """Put a content in place of all that a database holds, and bring it to this version's structure.

    Return the file in which what it held is kept, null where it held nothing; `before` names it. The
    log goes on with an entry that tells what came (`of`) and where the log ended that was there.

    Raises:
        NotAgreed: if it holds something and nobody agreed to lose that.
        BackupRefused: if the content does not fit; nothing is changed then.
        BackupNotWritten: if what it holds cannot be kept.
    """
    with migrate.changing(url) as connection:
        _refuse_other(url, connection)
        if holds_something(connection) and not agreed:
            raise NotAgreed(f"{told(url)}中已有数据，没有覆盖。")
        kept = keep_copy(url, before=before)
        ended = _log_end(connection)
        with row_security.lifted(connection):
            migrate.step(connection, down="base", up=content.manifest.revision)
            _fill(connection, content)
            migrate.step(connection, up="head")
        with Session(connection) as session:
            chain.note(session, DONE[before], of, head=ends_at(ended), came=_came(content.manifest))
            chain.write(session)
    return kept


def _log_end(connection: Connection) -> Head:
    """Return where the log ends in a database of any structure."""
    return head(connection) if connection.dialect.has_table(connection, LOG) else BEGINNING


def _came(manifest: Manifest) -> str:
    return ends_at(Head(manifest.log.number, manifest.log.digest) if manifest.log else BEGINNING)


def same(one: URL, other: URL) -> bool:
    """Say whether two addresses are of one database, whatever account they name."""
    if one.get_backend_name() != other.get_backend_name():
        return False
    if one.get_backend_name() == "sqlite":
        return Path(one.database or "").resolve() == Path(other.database or "").resolve()
    return _place(one) == _place(other)


def _place(url: URL) -> tuple[object, ...]:
    return (url.host or url.query.get("host"), url.port or 5432, url.database)


def _refuse_other(url: URL, connection: Connection) -> None:
    revision = revision_in(connection)
    migrate.refuse_unknown(revision)
    if revision is None:
        others = strangers(connection) if connection.dialect.name == "sqlite" else []
        if others or shapes(connection):
            raise DatabaseNotReady(f"{told(url)}不是本系统建立的，请改用一个空库。")


def _fill(connection: Connection, content: Content) -> None:
    """Fill new tables, those that others refer to first, and hold the result against what was to come."""
    made = {shape.name: shape for shape in shapes(connection)}
    wanted = {entry.name: entry for entry in content.manifest.tables}
    if {n: s.columns for n, s in made.items()} != {n: e.columns for n, e in wanted.items()}:
        raise BackupRefused("其中的数据表与所注明的结构版本不一致，不能使用；没有作任何改动。")
    for table in METADATA.sorted_tables:
        if table.name in made:
            _load(connection, content, made[table.name], wanted[table.name].last)
    if _digests(taken(connection)) != _digests(content.manifest):
        raise BackupRefused("写入后逐表核对，与原内容不一致；没有作任何改动。")


def _digests(manifest: Manifest) -> dict[str, str]:
    return {entry.name: entry.sha256 for entry in manifest.tables}


def _load(connection: Connection, content: Content, shape: Shape, last: int) -> None:
    try:
        load(connection, shape, content.slices(shape), last=last)
    except RowsNotTaken as error:
        raise BackupRefused(
            f"“{called(shape.name)}”中有不能写入数据库的内容，不能使用；没有作任何改动。"
        ) from error
