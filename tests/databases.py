"""The databases of tests: what is costly to make is made once in a run, and every test has a copy."""

import fcntl
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url
from sqlalchemy.orm import Session

from sql.database import engine, migrate
from sql.migrations import append_only

_NUMBERS = itertools.count(1)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a file of the whole run: the first process to ask makes it while the others wait."""
    base = factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    file = run / name
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            aside = run / f"{name}.part"
            make(aside)
            aside.rename(file)
    return file


def migrated(file: Path) -> None:
    """Make an SQLite database in which nothing is."""
    with used(f"sqlite:///{file}"):
        migrate.upgrade()


def copied(file: Path, folder: Path) -> str:
    """Copy an SQLite database that nobody uses and return the copy's address."""
    return f"sqlite:///{shutil.copy(file, folder / 'test.sqlite')}"


@contextmanager
def used(url: str) -> Iterator[str]:
    """Let the programme use a database, and let go of it afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        yield url
        engine.let_go()


@contextmanager
def by_hand() -> Iterator[Session]:
    """Change rows as somebody could who may change the structure: the database keeps them otherwise."""
    with (
        engine.session_scope(writing=True) as session,
        append_only.lifted(session.connection()),
    ):
        yield session


@contextmanager
def copied_postgres(server: str, template: str = "template1") -> Iterator[str]:
    """Give the address of a new PostgreSQL database, a copy of one that nobody uses."""
    name = f"test_{next(_NUMBERS)}"
    _said(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield make_url(server).set(database=name).render_as_string()
    _said(server, f"DROP DATABASE {name} WITH (FORCE)")


def _said(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
