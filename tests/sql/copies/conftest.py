"""Databases in which every table has something, made once in a run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sql.database import migrate
from tests.databases import copied, copied_postgres, made_once, used
from tests.sql.copies.contents import fill


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a filled SQLite database, to copy."""

    def make(file: Path) -> None:
        with used(f"sqlite:///{file}"):
            migrate.upgrade()
            fill()

    return made_once(tmp_path_factory, "filled.sqlite", make)


@pytest.fixture(scope="session")
def filled_postgres(postgres_url: str) -> Iterator[str]:
    """Give the name of a filled PostgreSQL database, to copy."""
    with copied_postgres(postgres_url) as url:
        with used(url):
            migrate.upgrade()
            fill()
        yield url.rpartition("/")[2].partition("?")[0]


@pytest.fixture
def full_sqlite(filled: Path, tmp_path: Path) -> Iterator[str]:
    """Use a filled SQLite database of this test's own."""
    with used(copied(filled, tmp_path)) as url:
        yield url


@pytest.fixture
def full_postgres(postgres_url: str, filled_postgres: str) -> Iterator[str]:
    """Use a filled PostgreSQL database of this test's own."""
    with copied_postgres(postgres_url, filled_postgres) as url, used(url):
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def full(request: pytest.FixtureRequest) -> str:
    """Use each filled database in turn."""
    return str(request.getfixturevalue(f"full_{request.param}"))


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    """Give the address of an SQLite database that is not there yet."""
    return f"sqlite:///{tmp_path / 'new' / 'empty.sqlite'}"


@pytest.fixture
def empty_postgres(postgres_url: str) -> Iterator[str]:
    """Give the address of a PostgreSQL database in which there is no table yet."""
    with copied_postgres(postgres_url) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest) -> str:
    """Give the address of each empty database in turn."""
    return str(request.getfixturevalue(f"empty_{request.param}"))
