"""Where the database is: `DATABASE_URL`, or one SQLite file under the project."""

import os
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from metrics.errors import UserError

PROJECT = Path(__file__).resolve().parents[2]
DEFAULT_FILE = PROJECT / "data" / "dudao.sqlite"
_DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


class DatabaseAddressInvalid(UserError):
    """`DATABASE_URL` names no database this system can use."""

    exit_code = 20


def database_url() -> URL:
    """Return the address of the database in use; PostgreSQL is always spoken to by psycopg 3.

    Raises:
        DatabaseAddressInvalid: if `DATABASE_URL` is neither SQLite nor PostgreSQL. The text never
            repeats the address: it may hold a password.
    """
    text = os.environ.get("DATABASE_URL", "").strip()
    if not text:
        return URL.create("sqlite", database=str(DEFAULT_FILE))
    try:
        url = make_url(text)
        url = url.set(drivername=_DRIVERS[url.drivername])
    except (ArgumentError, KeyError, ValueError):
        raise _invalid() from None
    # A database in memory would be another one for every connection.
    if url.drivername == "sqlite" and (url.database or ":memory:") == ":memory:":
        raise _invalid()
    return url


def described(url: URL) -> str:
    """Return kind and place of a database for the log; never a name of a user, nor a password."""
    if url.get_backend_name() == "sqlite":
        return f"SQLite {Path(url.database or '').resolve()}"
    return f"PostgreSQL {url.host or '本机'}:{url.port or 5432}/{url.database}"


def _invalid() -> DatabaseAddressInvalid:
    return DatabaseAddressInvalid(
        "环境变量 DATABASE_URL 无法识别，应形如 sqlite:///data/dudao.sqlite 或 "
        "postgresql://用户名:密码@主机/库名；不设置时使用内置的 SQLite 数据库。"
    )
