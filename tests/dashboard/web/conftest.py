"""A server of the small province that runs in a process of its own, to be attacked."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from metrics.access.roles import Role
from sql.accounts import passwords
from tests.browser.conftest import DATABASES, served
from tests.databases import used
from tests.sql.accounts.people import account

OLD, NEW, WRONG = (f"Ludao-{year}-ok" for year in (2026, 2027, 2028))
"""What accounts of these tests have, get, and never had as a password."""
COUNTY = (Role.COUNTY, "990101", None)


class Attacked(NamedTuple):
    """A server that runs: what a browser calls it, and its database."""

    host: str
    database: str

    def account(self, name: str, *, must_change: bool = False) -> None:
        """Make an account of a county that signs in by its password."""
        with used(self.database):
            kept = passwords.hashed(OLD, name=name)
            account(name, COUNTY, password=kept, must_change=must_change)


@pytest.fixture(scope="package")
def attacked(small_province: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """Start the screens as officers get them."""
    with served(small_province, tmp_path_factory.mktemp("attacked")) as address:
        yield Attacked(address.removeprefix("http://"), DATABASES[address])
