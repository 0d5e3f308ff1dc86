"""Fixtures for tests of every folder."""

import os
from collections.abc import Iterator

import pytest

from tests.postgres_server import binaries, server
from tests.shares import Shares, longest_first


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Shares:
    """Share the tests out where more than one process is asked for, as `make test` does."""
    config.option.loadscopereorder = False  # by the number of tests, which says nothing
    return Shares(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start what takes longest first."""
    items.sort(key=longest_first)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Give the address of a throw-away PostgreSQL; where continuous integration has none, fail."""
    programs = binaries()
    if programs is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("PostgreSQL is not installed")
    with server(programs) as url:
        yield url
