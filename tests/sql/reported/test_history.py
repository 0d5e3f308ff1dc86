"""Reading the past: data dates, submissions, and every version of one record."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from metrics.errors import NothingReported, UnknownChoice
from metrics.records.schema import NEVER
from sql.database.engine import session_scope
from sql.records import StoredRecords
from sql.reported import history
from tests.sql.reported.test_submissions import AUGUST, JULY, JUNE
from tests.sql.statement_rows import frame, region, submit

NOON = datetime(2023, 7, 1, 12, tzinfo=UTC)


def test_an_empty_database_has_empty_frames(database: str):
    with session_scope() as session:
        frames = history.frames(session, as_of=JUNE, year=2023)
        assert all(table.is_empty() for table in frames.tables.values())
        assert frames.reporting.is_empty()
        assert history.data_version(session) == 0
        with pytest.raises(NothingReported, match="导入"):
            StoredRecords(session).newest()


def test_values_come_back_exactly(database: str):
    said = {
        "compound": "XQ0001", "name": '和平路"1"号,院\n㵲\\', "project": "XM", "built_year": 1992,
        "households": 9_007_199_254_740_993, "demolition_listed": False, "archive_basics": True,
        "planned_on": date(2023, 1, 10), "consulted_on": NEVER, "property_mode": "",
    }  # fmt: skip
    submit(JUNE, compounds=[said])
    with session_scope() as session:
        table = history.frames(session, as_of=JUNE, year=2023).tables["compounds"]
    assert table.equals(frame("compounds", [said]).drop("sheet_row"))


def test_reporting_names_each_units_newest_submission(database: str):
    submit(JUNE, region("a", "甲"), unit="620103", at=NOON)
    submit(JUNE, region("b", "乙"), unit="620102", at=NOON)
    submit(JULY, region("b", "乙"), unit="620102", at=NOON)
    submit(AUGUST, region("b", "乙"), unit="620102", at=NOON)
    with session_scope() as session:
        reporting = history.frames(session, as_of=JULY, year=2023).reporting
        assert StoredRecords(session).newest() == AUGUST
    assert reporting.rows() == [
        ("620102", JULY, 3, "2023-07-01T12:00:00.000002Z"),
        ("620103", JUNE, 1, "2023-07-01T12:00:00.000000Z"),
    ]


def test_submissions_are_listed_last_accepted_first(database: str):
    submit(JULY, region("a", "甲"), unit="620102")
    submit(JUNE, region("a", "甲"), unit="620103")
    with session_scope() as session:
        everyone = history.submissions(session)
        one = history.submissions(session, unit="620102")
        assert history.data_version(session) == everyone[0].id
    assert [(each.unit, each.data_date) for each in everyone] == [
        ("620103", JUNE),
        ("620102", JULY),
    ]
    assert [each.unit for each in one] == ["620102"]
    assert (one[0].sent_by, one[0].file_name, one[0].added) == ("经办人", "620102.xlsx", 1)


def test_every_version_of_a_record_says_where_it_came_from(database: str):
    submit(JUNE, region("z", "在前"), region("a", "甲"))
    submit(AUGUST, region("a", "甲"))
    submit(JULY, region("b", "乙"))
    with session_scope() as session:
        versions = history.record_versions(session, sheet="regions", key={"region": "a"})
    assert [(v.data_date, v.gone, v.restored, v.sheet_row, v.values["name"]) for v in versions] == [
        (JUNE, False, False, 3, "甲"),
        (JULY, True, False, None, None),
        (AUGUST, False, True, None, "甲"),
    ]


def test_a_version_is_found_by_a_key_with_blanks(database: str):
    link = {"region": "a", "instrument": "工作机制", "status": "已建立"}
    submit(JUNE, instruments=[link, {**link, "doc_no": "1号"}])
    key = {"region": "a", "instrument": "工作机制", "doc_no": None, "issued_on": None}
    with session_scope() as session:
        versions = history.record_versions(session, sheet="instruments", key=key)
    assert [v.sheet_row for v in versions] == [2]


@pytest.mark.parametrize(("sheet", "key"), [("没有", {}), ("regions", {"name": "甲"})])
def test_an_unknown_record_is_told_in_words(sqlite_database: str, sheet: str, key: dict):
    with session_scope() as session, pytest.raises(UnknownChoice):
        history.record_versions(session, sheet=sheet, key=key)


def test_a_sheet_of_many_rows_is_stored_in_slices(database: str):
    many = [region(f"{n:06d}", "县", hardship=n) for n in range(12_001)]
    submit(JUNE, *many)
    with session_scope() as session:
        table = history.frames(session, as_of=JUNE, year=2023).tables["regions"]
    assert table["hardship"].equals(pl.Series("hardship", range(12_001), dtype=pl.Int64))


def task(number: str, content: str) -> dict[str, object]:
    return {"task": number, "content": content, "units": "市厅", "deadline": "2023年8月"}


def tasks_of(day: date) -> list[tuple[str, str, str]]:
    with session_scope() as session:
        table = history.frames(session, as_of=day, year=2023).tables["tasks"]
    return table.select("unit", "task", "content").rows()


def test_task_one_of_two_units_are_two_tasks(database: str):
    submit(JUNE, unit="620000", tasks=[task("1", "省的第一项"), task("2", "省的第二项")])
    submit(JULY, unit="440300", tasks=[task("1", "市的第一项")])
    assert tasks_of(JUNE) == [("620000", "1", "省的第一项"), ("620000", "2", "省的第二项")]
    assert tasks_of(JULY) == [("440300", "1", "市的第一项"), *tasks_of(JUNE)]
    submit(AUGUST, unit="620000", tasks=[task("2", "改过的第二项")])
    assert tasks_of(AUGUST) == [("440300", "1", "市的第一项"), ("620000", "2", "改过的第二项")]


def test_the_versions_of_a_task_are_those_of_its_unit(database: str):
    submit(JUNE, unit="620000", tasks=[task("1", "省的第一项")])
    submit(JULY, unit="440300", tasks=[task("1", "市的第一项")])
    submit(AUGUST, unit="620000", tasks=[task("1", "改过的第一项")])
    with session_scope() as session:
        key = {"unit": "620000", "task": "1"}
        versions = history.record_versions(session, sheet="tasks", key=key)
        with pytest.raises(UnknownChoice):
            history.record_versions(session, sheet="tasks", key={"task": "1"})
    assert [v.values["content"] for v in versions] == ["省的第一项", "改过的第一项"]
