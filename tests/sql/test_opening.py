"""The data date a briefing is made for when none is named."""

from datetime import date

import pytest

from metrics.errors import NothingReported
from sql.database.engine import session_scope
from sql.records import StoredRecords
from tests.sql.statement_rows import region, submit

FRIDAY, EARLY = date(2024, 8, 9), date(2034, 8, 9)
COUNTIES = [f"62010{n}" for n in range(1, 8)]


def opened() -> date:
    with session_scope() as session:
        return StoredRecords(session).opening_date()


def project(unit: str) -> dict[str, object]:
    return {"project": unit, "name": "项目", "region": unit, "plan_year": 2024}


def test_one_county_with_a_mistyped_year_does_not_move_the_briefing(database: str):
    top = {"region": "620000", "name": "示例省", "level": "省"}
    below = [region(unit, unit, parent="620000") for unit in COUNTIES]
    submit(date(2024, 1, 31), top, *below, unit="620000")
    for unit in COUNTIES:
        submit(FRIDAY, unit=unit, projects=[project(unit)])
    submit(EARLY, unit=COUNTIES[0], projects=[project(COUNTIES[0])])
    assert opened() == FRIDAY
    submit(EARLY, top, *below, unit="620000")
    assert opened() == EARLY


def test_nothing_reported_is_said(sqlite_database: str):
    with pytest.raises(NothingReported):
        opened()
