"""Where the database is: `DATABASE_URL`, or one SQLite file under the project; and where its copies are kept."""

import os
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from metrics.errors import UnknownChoice, UserError

PROJECT = Path(__file__).resolve().parents[2]
DEFAULT_FILE = PROJECT / "data" / "dudao.sqlite"
DAILY_COPIES, MOST_COPIES = 10, 1_000
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
    return address(text, "环境变量 DATABASE_URL")


def address(text: str, named: str) -> URL:
    """Read the address of a database; `named` is what the refusal calls it.

    Raises:
        DatabaseAddressInvalid: as `database_url` does.
    """
    try:
        url = make_url(text)
        url = url.set(drivername=_DRIVERS[url.drivername])
    except (ArgumentError, KeyError, ValueError):
        raise _invalid(named) from None
    # A database in memory would be another one for every connection.
    if url.drivername == "sqlite" and (url.database or ":memory:") == ":memory:":
        raise _invalid(named)
    return url


def described(url: URL) -> str:
    """Return kind and place of a database to people; never a name of a user, nor a password."""
    if url.get_backend_name() == "sqlite":
        return f"SQLite {Path(url.database or '').resolve()}"
    host = url.host or url.query.get("host") or "本机"
    return f"PostgreSQL {host}:{url.port or 5432}/{url.database}"


def _invalid(named: str) -> DatabaseAddressInvalid:
    return DatabaseAddressInvalid(
        f"{named} 无法识别，应形如 sqlite:///data/dudao.sqlite 或 "
        "postgresql://用户名:密码@主机/库名；不设置时使用内置的 SQLite 数据库。"
    )


def told(url: URL) -> str:
    """Name a database in a sentence."""
    return f"数据库（{described(url)}）"


def copies_folder(url: URL) -> Path:
    """Return where the programme keeps copies by itself: DUDAO_COPIES_FOLDER, or beside the data."""
    if named := os.environ.get("DUDAO_COPIES_FOLDER", "").strip():
        return Path(named)
    sqlite = url.get_backend_name() == "sqlite"
    return (Path(url.database or "").parent if sqlite else DEFAULT_FILE.parent) / "copies"


def daily_copies() -> int:
    """Return how many daily copies are kept: DUDAO_COPIES, ten by default; 0 makes none.

    Raises:
        UnknownChoice: if the setting is no such number.
    """
    text = os.environ.get("DUDAO_COPIES", "").strip() or str(DAILY_COPIES)
    if text.isascii() and text.isdigit() and int(text) <= MOST_COPIES:
        return int(text)
    raise UnknownChoice(f"环境变量 DUDAO_COPIES应为0至{MOST_COPIES}之间的整数，0表示不自动备份。")
