"""Fixtures for tests of every folder."""

import os
from collections.abc import Iterator

import pytest

from tests.postgres_server import binaries, server


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Give the address of a throw-away PostgreSQL; where continuous integration has none, fail."""
    programs = binaries()
    if programs is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("PostgreSQL is not installed")
    with server(programs) as url:
        yield url
