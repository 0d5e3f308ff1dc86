"""Fixtures for tests of every folder."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from sql.accounts import passwords
from sql.database import migrate
from tests import compiled_once
from tests.dashboard.small_province import fill
from tests.databases import copied, copied_postgres, made_once, migrated, used
from tests.postgres_server import binaries, server
from tests.shares import Shares, longest_first


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Shares:
    """Share the tests out where more than one process is asked for, as `make test` does."""
    config.option.loadscopereorder = False  # by the number of tests, which says nothing
    return Shares(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start what takes longest first."""
    items.sort(key=longest_first)


def pytest_collection_finish() -> None:
    """Leave what stays until the end, a million objects, out of the garbage collector's rounds."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_sessionfinish() -> None:
    """Let go of what was frozen: libraries tell of objects that outlive them."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def _kept_beside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep logs, and copies that the programme makes by itself, beside the other files of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUDAO_LOGS", str(tmp_path_factory.mktemp("logs")))
        patch.setenv("DUDAO_COPIES_FOLDER", str(tmp_path_factory.mktemp("copies")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Compile the statements of the programme once, not for the database of every test."""
    with compiled_once.shared():
        yield


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Hash passwords of this process at the least cost; tests of the hashing itself take the real one back."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = type(passwords._HASHER)(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_HASHER", cheap)
        yield


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Give the address of a throw-away PostgreSQL; where continuous integration has none, fail."""
    programs = binaries()
    if programs is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("PostgreSQL is not installed")
    with server(programs) as url:
        yield url


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a migrated SQLite database in which nothing is, to copy."""
    return made_once(tmp_path_factory, "blank.sqlite", migrated)


@pytest.fixture(scope="session")
def blank_postgres(postgres_url: str) -> Iterator[str]:
    """Give the name of a migrated PostgreSQL database in which nothing is, to copy."""
    with copied_postgres(postgres_url) as url:
        with used(url):
            migrate.upgrade()
        yield str(make_url(url).database)


@pytest.fixture(scope="session")
def small_province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a database in which a few units have reported for two dates, to copy."""
    return made_once(tmp_path_factory, "province.sqlite", fill)


@pytest.fixture
def sqlite_database(blank: Path, tmp_path: Path) -> Iterator[str]:
    """Use an SQLite database of this test's own."""
    with used(copied(blank, tmp_path)) as url:
        yield url


@pytest.fixture
def postgres_database(postgres_url: str, blank_postgres: str) -> Iterator[str]:
    """Use a PostgreSQL database of this test's own."""
    with copied_postgres(postgres_url, blank_postgres) as url, used(url):
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    """Use each database in turn."""
    return str(request.getfixturevalue(f"{request.param}_database"))
