"""Bring a database to the shape this version of the programme needs, or back.

Every command asks first whether the database has that shape, and nearly always it has: Alembic,
which takes a quarter of a second to import, is imported where something is to be done.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Engine, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from metrics.errors import UnknownChoice, UserError
from sql.database.engine import (
    BUSY_SECONDS,
    WRITING,
    DatabaseUnavailable,
    prepared_sqlite,
    reaching_the_database,
)
from sql.database.settings import database_url

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

    A missing or older SQLite database is made or migrated on the spot.

    Raises:
        DatabaseNotReady: if a PostgreSQL database needs `python -m sql init`, or the database
            was written by a newer version.
        DatabaseUnavailable: if the database cannot be reached.
    """
    url = database_url()
    revision = _revision_of(url)
    if revision == newest():
        return
    _refuse_unknown(revision)
    if url.get_backend_name() != "sqlite":
        raise DatabaseNotReady(
            "PostgreSQL 数据库尚未初始化或版本较旧，请先运行：python -m sql init"
        )
    upgrade()


def upgrade(revision: str = "head") -> str:
    """Migrate the database up, in one transaction, and return the revision it then has."""
    from alembic import command

    url = database_url()
    if url.get_backend_name() == "sqlite":
        _make_folder(_file(url).parent)
    held = _revision_of(url)
    _refuse_unknown(held)
    if held != newest():
        _keep_copy(url, held)
    _run(url, command.upgrade, revision)
    return newest() if revision == "head" else revision


def downgrade(revision: str) -> None:
    """Migrate the database down to a revision; `base` drops every table and all data."""
    from alembic import command

    url = database_url()
    if revision not in (names := ("base", *_revisions())):
        raise UnknownChoice(f"没有结构版本“{revision}”，可用的有：{'、'.join(names)}。")
    _keep_copy(url, _revision_of(url))
    _run(url, command.downgrade, revision)


def draft(about: str) -> Path:
    """Write the next migration from what differs between the models and the database, to edit."""
    from alembic import command

    scripts = _scripts()
    number = f"{len(list(scripts.walk_revisions())) + 1:04d}"

    def write(config: "Config", message: str) -> None:
        command.revision(config, message=message, autogenerate=True, rev_id=number)

    _run(database_url(), write, about)
    return Path(_scripts().get_revision(number).path)


@cache
def newest() -> str:
    """Return the revision this version of the programme needs."""
    return _revisions()[-1]


def _revisions() -> list[str]:
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
    if url.get_backend_name() == "sqlite" and not _file(url).exists():
        return None
    looking = _engine(url).execution_options(**{WRITING: False})  # never behind those who write
    with reaching_the_database(), looking.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return None if revision is None else str(revision)


def _refuse_unknown(revision: str | None) -> None:
    revisions = {script.revision for script in _scripts().walk_revisions()}
    if revision is not None and revision not in revisions:
        raise DatabaseNotReady(
            f"数据库的版本（{revision}）比本程序新，请升级程序后再使用，数据未作任何改动。"
        )


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(configuration())


def _run(url: URL, step: "Callable[[Config, str], None]", revision: str) -> None:
    config = configuration()
    with reaching_the_database(), _engine(url).connect() as connection, connection.begin():
        if url.get_backend_name() != "sqlite":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        config.attributes["connection"] = connection
        step(config, revision)


def _engine(url: URL) -> Engine:
    """Return an engine for migrating: writers queue, and SQLite's foreign keys are off.

    With them on, rebuilding a table deletes the rows of its child tables without an error.
    """
    if url.get_backend_name() != "sqlite":
        return create_engine(url, poolclass=NullPool)
    made = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    return prepared_sqlite(made, foreign_keys=False).execution_options(**{WRITING: True})


def _keep_copy(url: URL, revision: str | None) -> None:
    """Copy an SQLite database that held something when it was looked at, before it is migrated.

    The copy is `<file>.before-<revision>`. Each process writes its own aside first, so that a full
    disk, or two upgrades at once, never leave half a copy under that name.
    """
    if url.get_backend_name() != "sqlite" or revision is None:
        return
    copy = _file(url).with_name(f"{_file(url).name}.before-{newest()}")
    aside = copy.with_name(f"{copy.name}.{os.getpid()}.part")
    aside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(_file(url), timeout=BUSY_SECONDS)) as connection:
            connection.execute("VACUUM INTO ?", (str(aside),))
        aside.replace(copy)
    except (sqlite3.Error, OSError) as error:
        raise DatabaseUnavailable(
            f"升级前无法备份数据库到“{copy}”，请检查磁盘空间和权限，数据未作任何改动。"
        ) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # counties' rows are for nobody else
    except OSError as error:
        raise DatabaseUnavailable(f"无法建立数据库文件夹“{folder}”，请检查读写权限。") from error


def _file(url: URL) -> Path:
    return Path(url.database or "")
