"""Shenzhen's 61 key tasks, filed as any unit's through the usual door."""

from datetime import date

import pytest

from metrics.packs.pack import load_pack
from metrics.records.task_terms import KINDS
from metrics.supervision.tasks import answered_by, tasks
from sql.__main__ import main
from sql.database.engine import session_scope
from sql.reported import history
from sql.supplied.sample_tasks import TasksReported, load, sample
from tests.sql.statement_rows import region, submit

DAY = date(2023, 7, 31)
SHENZHEN = "440300"


def frames(as_of: date = DAY):
    with session_scope() as session:
        return history.frames(session, as_of=as_of, year=as_of.year)


def test_a_city_that_works_alone_gets_its_divisions_and_61_tasks(
    database: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["sample-tasks", "--unit", SHENZHEN, "--as-of", str(DAY)]) == 0
    assert "区划10行，重点任务61行" in capsys.readouterr().out
    found = frames()
    assert found.regions.filter(region=SHENZHEN).row(0)[:4] == (SHENZHEN, "深圳市", "市", None)
    listed = tasks(found, load_pack("national").on(DAY))
    assert listed["task"].to_list() == [str(n) for n in range(1, 62)]
    assert set(listed["deadline_kind"]) == set(KINDS)
    assert answered_by(listed, "市税务局").is_empty()
    assert answered_by(listed, "深圳市税务局")["task"].to_list() == ["47", "48"]


def test_what_the_unit_has_reported_stays_as_it_was(sqlite_database: str):
    issue = {
        "issue": "WT1", "region": "620100", "source": "审计", "problem": "问题",
        "found_on": date(2023, 5, 1), "due_on": date(2023, 6, 30),
    }  # fmt: skip
    submit(DAY, {"region": "620000", "name": "示例省", "level": "省"},
           region("620100", "甲市", parent="620000"), unit="620000",
           tasks=[{"task": "1", "content": "省的", "units": "厅", "deadline": "2023年8月"}])  # fmt: skip
    submit(DAY, unit="620100", issues=[issue])
    outcome = load(unit="620100", as_of=DAY)
    assert outcome.stored
    assert outcome.accepted is not None
    assert (outcome.accepted.added, outcome.accepted.unchanged) == (61, 1)
    assert frames().tables["tasks"].height == 62
    assert frames().tables["issues"]["issue"].to_list() == ["WT1"]
    assert frames().regions.height == 2


def test_a_units_own_tasks_are_not_replaced(sqlite_database: str):
    submit(DAY, region(SHENZHEN, "深圳市"), unit=SHENZHEN,
           tasks=[{"task": "1", "content": "自己的", "units": "局", "deadline": "2023年8月"}])  # fmt: skip
    with pytest.raises(TasksReported, match="1项"):
        load(unit=SHENZHEN, as_of=DAY)


def test_an_unknown_unit_is_told_by_the_usual_door(
    sqlite_database: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["sample-tasks", "--unit", "999999", "--as-of", str(DAY)]) == 1
    assert "不在已报送的区划中" in capsys.readouterr().err
    assert frames().tables["tasks"].is_empty()


def test_what_the_original_leaves_open_is_told_in_the_progress_note():
    open_ones = sample().filter(units="原文未列明")
    assert open_ones["task"].to_list() == [str(n) for n in range(53, 62)]
    assert set(open_ones["progress"]) == {"原文此页未列责任单位和时限，时限暂按年度计"}
    assert sample()["status"].null_count() == 61
