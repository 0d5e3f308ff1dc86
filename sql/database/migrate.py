"""Bring a database to the shape this version of the programme needs, or back.

Every command asks first whether the database has that shape, and nearly always it has: Alembic,
which takes a quarter of a second to import, is imported where something is to be done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from metrics.errors import UnknownChoice, UserError
from sql.archive.manifest import revision_in
from sql.archive.shapes import shapes
from sql.database import office_in_use, row_security
from sql.database.engine import (
    BUSY_SECONDS,
    WRITING,
    DatabaseUnavailable,
    prepared_sqlite,
    reaching_the_database,
)
from sql.database.settings import database_url
from sql.database.snapshot import keep_copy
from sql.database.whole_file import settle

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

_MIGRATIONS = Path(__file__).parents[1] / "migrations"
_LOCK = 20_230_718  # any fixed number: PostgreSQL's name for "a migration is running"


class DatabaseNotReady(UserError):
    """The database has not been initialised, or belongs to another version of the programme."""

    exit_code = 24


def ensure_ready() -> None:
    """Make sure the database has this version's shape; every entry point calls it first.

    A missing or older SQLite database is made or migrated on the spot. The office that it belongs to
    is the one in use from then on (`metrics.office`).

    Raises:
        DatabaseNotReady: if a PostgreSQL database needs `python -m sql init`, or the database
            was written by a newer version.
        DatabaseUnavailable: if the database cannot be reached.
    """
    url = database_url()
    revision = _revision_of(url)
    if revision != newest():
        refuse_unknown(revision)
        if url.get_backend_name() != "sqlite":
            raise DatabaseNotReady(
                "PostgreSQL 数据库尚未初始化或版本较旧，请先运行：python -m sql init"
            )
        upgrade()
    looking = _engine(url).execution_options(**{WRITING: False})
    with reaching_the_database(), Session(looking) as session:
        office_in_use.take_up(session)


class Moved(NamedTuple):
    """The structure that a database has now, and the copy of what it was before; null where it held nothing."""

    revision: str
    kept: Path | None


def upgrade(revision: str = "head") -> Moved:
    """Migrate the database up, in one transaction; what it held is kept before (`keep_copy`)."""
    url = database_url()
    wanted = newest() if revision == "head" else revision
    with changing(url) as connection:
        held = revision_in(connection)
        refuse_unknown(held)
        if held == wanted:  # another process may have been first
            return Moved(wanted, None)
        kept = keep_copy(url, before="upgrade")
        with row_security.lifted(connection):
            step(connection, up=revision)
    return Moved(wanted, kept)


def downgrade(revision: str) -> Moved:
    """Migrate the database down to a revision; `base` drops every table and all data."""
    url = database_url()
    refuse_unknown_choice(revision)
    with changing(url) as connection:
        held = revision_in(connection)
        refuse_unknown(held)
        if held is None or (revision != "base" and revision > held):
            raise UnknownChoice(f"数据库现在是结构版本{held or '空'}，不能退回到{revision}。")
        kept = keep_copy(url, before="downgrade")
        with row_security.lifted(connection):
            step(connection, down=revision)
    return Moved(revision, kept)


def refuse_unknown_choice(revision: str) -> None:
    """Refuse a structure to go down to that there is not."""
    if revision not in (names := ("base", *revisions())):
        raise UnknownChoice(f"没有结构版本“{revision}”，可用的有：{'、'.join(names)}。")


def draft(about: str) -> Path:
    """Write the next migration from what differs between the models and the database, to edit."""
    from alembic import command

    scripts = _scripts()
    number = f"{len(list(scripts.walk_revisions())) + 1:04d}"

    with changing(database_url()) as connection:
        command.revision(_told(connection), message=about, autogenerate=True, rev_id=number)
    return Path(_scripts().get_revision(number).path)


@cache
def newest() -> str:
    """Return the revision this version of the programme needs."""
    return revisions()[-1]


def revisions() -> list[str]:
    """Return all revisions from the first: their files are numbered."""
    return sorted(path.stem.partition("_")[0] for path in (_MIGRATIONS / "versions").glob("*.py"))


def configuration() -> "Config":
    """Return Alembic's configuration; no ini file, so that it works from any folder."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _revision_of(url: URL) -> str | None:
    """Return the revision the database has; null for one that is missing or empty."""
    if not is_there(url):
        return None
    looking = _engine(url).execution_options(**{WRITING: False})  # never behind those who write
    with reaching_the_database(), looking.connect() as connection:
        return revision_in(connection)


def is_there(url: URL) -> bool:
    """Say whether there is a database at all: looking into one that is not would make an SQLite file."""
    return url.get_backend_name() != "sqlite" or _file(url).exists()


def refuse_unknown(revision: str | None) -> None:
    """Refuse a database of a structure that this version does not know.

    Raises:
        DatabaseNotReady: if it was written by a newer version.
    """
    if revision is not None and revision not in revisions():
        raise DatabaseNotReady(
            f"数据库的版本（{revision}）比本程序新，请升级程序后再使用，数据未作任何改动。"
        )


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(configuration())


@contextmanager
def changing(url: URL) -> Iterator[Connection]:
    """Give one transaction in which tables may be made and dropped; writers wait until it ends.

    A missing SQLite database is made. Nothing is changed by a block that fails.

    Raises:
        DatabaseUnavailable: if the database cannot be reached, or others keep it busy.
    """
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite:
        _make_folder(_file(url).parent)
    made = _engine(url)
    with reaching_the_database(), made.connect() as connection, connection.begin():
        if not sqlite:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            row_security.begin_whole(connection)
            _hold_writers(connection)
        yield connection
    settle(made)


def _hold_writers(connection: Connection) -> None:
    """Let nobody write to our tables; whoever reads goes on until one is dropped."""
    quote = connection.dialect.identifier_preparer.quote
    for shape in shapes(connection):
        connection.exec_driver_sql(f"LOCK TABLE {quote(shape.name)} IN EXCLUSIVE MODE")


def step(connection: Connection, *, up: str = "", down: str = "") -> None:
    """Migrate down to a revision, up to one, or both, within the caller's transaction."""
    from alembic import command

    if down:
        command.downgrade(_told(connection), down)
    if up:
        command.upgrade(_told(connection), up)


def _told(connection: Connection) -> "Config":
    config = configuration()
    config.attributes["connection"] = connection
    return config


def _engine(url: URL) -> Engine:
    """Return an engine for migrating: writers queue, and SQLite's foreign keys are off.

    With them on, rebuilding a table deletes the rows of its child tables without an error.
    """
    if url.get_backend_name() != "sqlite":
        return create_engine(url, poolclass=NullPool)
    made = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    return prepared_sqlite(made, foreign_keys=False).execution_options(**{WRITING: True})


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # counties' rows are for nobody else
    except OSError as error:
        raise DatabaseUnavailable(f"无法建立数据库文件夹“{folder}”，请检查读写权限。") from error


def _file(url: URL) -> Path:
    return Path(url.database or "")
