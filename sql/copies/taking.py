"""A backup of the database in use, made while others go on writing."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection

from metrics.access.entry import Head
from metrics.access.told import ends_at
from metrics.errors import UserError
from sql.archive import file
from sql.archive.manifest import Manifest, revision_in
from sql.database import chain, migrate
from sql.database.engine import session_scope
from sql.database.migrate import DatabaseNotReady
from sql.database.settings import told, using
from sql.database.snapshot import snapshot
from sql.log.verifying import BEGINNING

MADE = "备份数据库"
LOG = logging.getLogger(__name__)


@contextmanager
def source(url: URL) -> Iterator[Connection]:
    """Give a connection that sees all that a database holds at one moment.

    The structure is left as it is: a backup before an upgrade is of the version before.

    Raises:
        DatabaseNotReady: if there is no database, or a newer version made it.
        DatabaseUnavailable: if it cannot be reached.
    """
    if not migrate.is_there(url):
        raise DatabaseNotReady(f"没有找到{told(url)}。")
    with snapshot(url) as connection:
        revision = revision_in(connection)
        migrate.refuse_unknown(revision)
        if revision is None:
            raise DatabaseNotReady(f"{told(url)}尚未建立，请先运行：python -m sql init")
        yield connection


def back_up(url: URL, path: Path) -> Manifest:
    """Write all that a database holds at this moment into a new file, and say what it is.

    Raises:
        BackupNotWritten: if the file is there already, or cannot be written.
    """
    with source(url) as connection:
        return file.write(path, connection)


def note_backup(url: URL, path: Path, manifest: Manifest) -> None:
    """Write into the log that a backup was made, and where the log ended in it.

    A database of an earlier structure has no log. The backup stands, whether this can be written or not.
    """
    if manifest.revision != migrate.newest():
        return
    end = Head(manifest.log.number, manifest.log.digest) if manifest.log else BEGINNING
    try:
        with using(url), session_scope(writing=True) as session:
            chain.note(session, MADE, path.name, digest=manifest.sha256, head=ends_at(end))
    except UserError as error:
        LOG.warning("备份已完成，未能记入操作日志：%s", error)
