"""Databases for the tests: a new SQLite file each, and PostgreSQL emptied each time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sql.database import engine, migrate


@pytest.fixture
def sqlite_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Use a new, migrated SQLite database."""
    yield from _used(f"sqlite:///{tmp_path / 'test.sqlite'}", monkeypatch)


@pytest.fixture
def postgres_database(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Use a migrated PostgreSQL database; every table is dropped afterwards."""
    yield from _used(postgres_url, monkeypatch)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    """Use each database in turn."""
    return str(request.getfixturevalue(f"{request.param}_database"))


def _used(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("DATABASE_URL", url)
    migrate.upgrade()
    yield url
    engine.engine().dispose()
    migrate.downgrade("base")
    engine.engine_for.cache_clear()
