"""Where the database is, and where its copies are kept.

`DATABASE_URL` names it. Without that the office has one file of its own under the project and the demo
another, so that invented figures never get among real ones: the office's is in use as soon as it is
there, the demo's before that, and always where the demo is asked for (`--demo`).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from metrics.errors import UnknownChoice, UserError

PROJECT = Path(__file__).resolve().parents[2]
OFFICE_FILE = PROJECT / "data" / "dudao.sqlite"
DEMO_FILE = PROJECT / "data" / "demo.sqlite"
Address = URL
"""Where a database is; what holds one need not know the library."""
_DEMO = "DUDAO_DEMO"
_USED: ContextVar[URL | None] = ContextVar("the database in use", default=None)
_alone = False
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

    Decided anew each time: an office that begins is seen by a server that runs.

    Raises:
        DatabaseAddressInvalid: if `DATABASE_URL` is neither SQLite nor PostgreSQL. The text never
            repeats the address: it may hold a password.
    """
    used = _USED.get()
    if used is not None:
        return used
    if demo_asked():
        return _of_file(DEMO_FILE)
    named = _named()
    if named is not None:
        return named
    return _of_file(OFFICE_FILE if OFFICE_FILE.exists() else DEMO_FILE)


def office_url() -> URL:
    """Return the address of the database that the office's own data are in, or will be."""
    return _named() or _of_file(OFFICE_FILE)


def demo_url() -> URL:
    """Return the address of the database that the demo has to itself."""
    return _of_file(DEMO_FILE)


def is_named() -> bool:
    """Say whether `DATABASE_URL` names a database."""
    return bool(os.environ.get("DATABASE_URL", "").strip())


def is_file() -> bool:
    """Say whether the database in use is a file (SQLite), which one server has to itself."""
    return database_url().get_backend_name() == "sqlite"


def is_demo(url: URL) -> bool:
    """Say whether a database is the one that the demo has to itself."""
    return url == demo_url()


def ask_for_demo() -> None:
    """Use the demo's database in this process, and in those that it starts."""
    os.environ[_DEMO] = "1"


def demo_asked() -> bool:
    """Say whether the demo is to be shown, whatever other database there is."""
    return bool(os.environ.get(_DEMO, "").strip())


def ask_for_sealed(file: Path) -> None:
    """Use a database file that holds one sealed round (封账文件) and nothing else, in this process."""
    global _alone
    os.environ.pop(_DEMO, None)
    os.environ["DATABASE_URL"], _alone = f"sqlite:///{file.as_posix()}", True


def only_sealed() -> bool:
    """Say whether one sealed round is looked at by itself: nothing is in force beside it."""
    return _alone


@contextmanager
def using(url: URL) -> Iterator[None]:
    """Use one database for a block, in this thread, whatever becomes of the others meanwhile."""
    before = _USED.set(url)
    try:
        yield
    finally:
        _USED.reset(before)


def _named() -> URL | None:
    text = os.environ.get("DATABASE_URL", "").strip()
    return address(text, "环境变量 DATABASE_URL") if text else None


def _of_file(file: Path) -> URL:
    return URL.create("sqlite", database=str(file))


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
    """Return where the programme keeps copies by itself: DUDAO_COPIES_FOLDER, or beside the data.

    Those of the demo have a folder in it, so that they never count as the office's.
    """
    if named := os.environ.get("DUDAO_COPIES_FOLDER", "").strip():
        folder = Path(named)
    else:
        sqlite = url.get_backend_name() == "sqlite"
        folder = (Path(url.database or "").parent if sqlite else OFFICE_FILE.parent) / "copies"
    return folder / "demo" if is_demo(url) else folder


def daily_copies() -> int | None:
    """Return how many daily copies DUDAO_COPIES keeps, 0 makes none; null where it is not set.

    Raises:
        UnknownChoice: if the setting is no such number.
    """
    text = os.environ.get("DUDAO_COPIES", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text) <= MOST_COPIES:
        return int(text)
    raise UnknownChoice(f"环境变量 DUDAO_COPIES应为0至{MOST_COPIES}之间的整数，0表示不自动备份。")
