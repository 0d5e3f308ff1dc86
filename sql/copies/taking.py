"""A backup of the database in use, made while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection

from sql.archive import file
from sql.archive.manifest import Manifest, revision_in
from sql.database import migrate
from sql.database.migrate import DatabaseNotReady
from sql.database.settings import told
from sql.database.snapshot import snapshot


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
