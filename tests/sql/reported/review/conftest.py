"""A province that reviews on two levels, on both databases."""

from collections.abc import Iterator

import pytest

from tests.sql.reported.review.reviewed import divided, levels


@pytest.fixture
def reviewed(database: str) -> Iterator[None]:
    """Let city and province review in turn what the units of a divided province send."""
    with levels(2):
        divided()
        yield
