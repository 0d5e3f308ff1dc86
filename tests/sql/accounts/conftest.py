"""A meeting that is open, as it stands in the database."""

from datetime import date

import pytest
from sqlalchemy import insert

from sql.database.engine import session_scope
from sql.models.dispatch import MEETINGS
from tests.sql.accounts.people import AT


@pytest.fixture
def opened_meeting(database: str) -> int:
    """Write a meeting of the province and return its number."""
    with session_scope(writing=True) as session:
        row = insert(MEETINGS).values(
            place="990000", held_on=date(2026, 11, 2), data_date=date(2026, 10, 31), year=2026,
            rules="national", submission=1, known_at=AT, agenda="{}", at=AT, by="甲",
        )  # fmt: skip
        return int(session.execute(row.returning(MEETINGS.c.id)).scalar_one())
