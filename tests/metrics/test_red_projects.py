"""Red projects: what is late, what breaches a veto, what is open beyond its date."""

from datetime import date

import pytest

from metrics.red_projects import overdue_issues, red_projects
from metrics.rules import load_pack
from metrics.schema import NEVER
from tests.metrics.small_frames import D, Row, division, frames

RULES = load_pack("national").on(D)
COUNTY = division("620102", "县", None)
PLANNED = {"planned_on": date(2023, 1, 10), "built_year": 1990, "demolition_listed": False,
           "renovated_elsewhere": False}  # fmt: skip


def reds(*compounds: Row, **sheets: list[Row]) -> list[dict[str, object]]:
    """List the red projects of a ledger with one project, P."""
    rows = [
        {"compound": f"C{n}", "project": "P", **PLANNED, **row} for n, row in enumerate(compounds)
    ]
    project = {"project": "P", "name": "甲项目", "region": "620102", "plan_year": D.year}
    given = frames(
        regions=[COUNTY], projects=[project], compounds=rows, reporting=["620102"], **sheets
    )
    return red_projects(given, RULES).to_dicts()


@pytest.mark.parametrize(
    ("row", "late"),
    [
        ({"start_due": date(2023, 6, 29)}, (1, 0, 1)),
        ({"start_due": date(2023, 6, 29), "started_on": date(2023, 7, 1)}, (1, 0, 1)),
        ({"finish_due": date(2023, 6, 20), "started_on": date(2023, 3, 1)}, (0, 1, 10)),
        ({"start_due": date(2023, 6, 1), "finish_due": date(2023, 6, 20)}, (1, 1, 29)),
    ],
    ids=["计划开工日已过未开工", "开工日在数据日期之后", "计划完工日已过未完工", "两者都过"],
)
def test_逾期(row: Row, late: tuple[int, int, int]):
    (found,) = reds(row)
    assert (found["late_starts"], found["late_finishes"], found["days_late"]) == late


@pytest.mark.parametrize(
    "row",
    [
        {"start_due": D},
        {"start_due": None},
        {"start_due": NEVER},
        {"start_due": date(2023, 6, 1), "started_on": D},
        {"start_due": date(2023, 6, 1), "completed_on": D},
        {"start_due": date(2023, 6, 1), "planned_on": None},
    ],
    ids=["当日到期", "未填计划日期", "计划日期为无", "已开工", "已完工未填开工", "未列入计划"],
)
def test_不算逾期(row: Row):
    assert reds(row) == []


def test_小区和项目触碰的一票否决事项都列出():
    event = {"event": "E", "region": "620102", "project": "P", "kind": "质量问题",
             "happened_on": date(2023, 5, 1), "status": "属实"}  # fmt: skip
    (found,) = reds({"built_year": 2010, "started_on": date(2023, 3, 1)}, events=[event])
    assert found["breaches"] == ["A02.2", "A09.3"]
    assert found["days_late"] is None


def test_逾期未销号的问题算_期限当日和已销号的不算():
    issues = [
        {"issue": "1", "region": "620102", "project": "P", "due_on": date(2023, 6, 1)},
        {"issue": "2", "region": "620102", "project": "P", "due_on": D},
        {"issue": "3", "region": "620102", "project": "P", "due_on": date(2023, 6, 1),
         "closed_on": D},
    ]  # fmt: skip
    (found,) = reds({}, issues=issues)
    assert (found["overdue_issues"], found["days_late"]) == (1, 29)
    assert overdue_issues(frames(issues=issues))["issue"].to_list() == ["1"]


def test_最长逾期在前_无逾期天数的在后_同天数按编码():
    projects = [
        {"project": code, "name": code, "region": "620102", "plan_year": D.year} for code in "ZBAC"
    ]
    due = {"Z": date(2023, 6, 1), "B": date(2023, 6, 20), "A": date(2023, 6, 20), "C": None}
    compounds = [
        {**PLANNED, "compound": code, "project": code, "start_due": day,
         "built_year": 2010 if day is None else 1990}
        for code, day in due.items()
    ]  # fmt: skip
    given = frames(regions=[COUNTY], projects=projects, compounds=compounds)
    assert red_projects(given, RULES)["project"].to_list() == ["Z", "A", "B", "C"]


def test_以后年度的项目不列():
    project = {"project": "P", "name": "甲", "region": "620102", "plan_year": D.year + 1}
    late = {**PLANNED, "compound": "C", "project": "P", "start_due": date(2023, 1, 20)}
    given = frames(regions=[COUNTY], projects=[project], compounds=[late])
    assert red_projects(given, RULES).is_empty()
