"""Some of what a unit has (增量报送): it replaces or adds by key, is checked with what stays, and removes nothing."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from metrics.records.reports import PART, WHOLE, Outcome
from sql.__main__ import main
from sql.database.engine import session_scope
from sql.reported import history
from sql.reported.intake import import_workbook
from tests.workbooks import made

COUNTY, OTHER, PROVINCE = "620102", "620103", "620000"
AS_OF, NEXT, START = date(2023, 7, 28), date(2023, 8, 31), date(2023, 1, 1)
COMPOUNDS, PROJECTS = made.COMPOUNDS[0], made.PROJECTS[0]
C1 = ("C1", "一号院", "P1", 120, 4, 8000, date(2023, 4, 6), date(2023, 1, 10))
C3 = ("C3", "三号院", "P1", 80, 2, 6000, None, date(2023, 1, 10))
P3 = ("P3", "三号项目", COUNTY, 2023, 100, None)


@pytest.fixture
def send(database: str, tmp_path: Path):
    """Import sheets as a unit's workbook; the province and county 620102 have reported."""

    def sent(
        sheets: dict[str, made.Rows], *, unit: str = COUNTY, as_of: date = AS_OF, part: bool = True
    ) -> Outcome:
        path = made.write(tmp_path / f"{unit}-{as_of}.xlsx", sheets)
        return import_workbook(path, unit=unit, as_of=as_of, part=part)

    assert sent(made.province(), unit=PROVINCE, as_of=START, part=False).stored
    assert sent(made.county(), part=False).stored
    return sent


def households(as_of: date) -> dict[str, int]:
    with session_scope() as session:
        table = history.frames(session, as_of=as_of, year=2023).tables["compounds"]
    return dict(table.select("compound", "households").rows())


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    assert outcome.accepted is not None, [str(error) for error in outcome.errors]
    done = outcome.accepted
    return done.added, done.changed, done.removed, done.unchanged


def found(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(e.sheet, e.cell, e.code) for e in outcome.errors]


def test_one_sheet_changes_its_rows_adds_new_ones_and_leaves_all_else(send):
    outcome = send({"小区": (COMPOUNDS, C1, C3)}, as_of=NEXT)
    assert counts(outcome) == (1, 1, 0, 5)
    assert households(NEXT) == {"C1": 120, "C2": 90, "C3": 80}
    assert households(AS_OF) == {"C1": 100, "C2": 90}
    with session_scope() as session:
        kinds = [each.kind for each in history.submissions(session)]
    assert kinds == [PART, WHOLE, WHOLE]


def test_one_project_with_what_belongs_to_it_is_added(send):
    new = {"项目": (PROJECTS, P3), "小区": (COMPOUNDS, ("C3", "三号院", "P3", 80, 2, 6000, None))}
    assert counts(send(new, as_of=NEXT)) == (2, 0, 0, 6)


def test_rows_may_name_records_that_stay(send):
    """A compound of a part hangs on a project that only the statement before holds."""
    assert send({"小区": (COMPOUNDS, C3)}).stored
    refused = send({"小区": (COMPOUNDS, C3)}, part=False)
    assert ("小区", "C2", "unknown_project") in found(refused)


def test_an_empty_sheet_removes_nothing(send):
    outcome = send({"小区": (COMPOUNDS, C1), "资金": (made.FUNDS[0],)})
    assert counts(outcome) == (0, 1, 0, 5)


def test_what_is_wrong_with_the_file_is_found_in_its_cells(send):
    outcome = send({"小区": (COMPOUNDS, C1, ("C4", "四号院", "P9", 80, 2, 6000, None), C1)})
    assert found(outcome) == [("小区", "C3", "unknown_project"), ("小区", "A4", "repeated")]


def test_a_compound_that_stays_in_another_project_of_the_year_is_named(send):
    outcome = send({"小区": (COMPOUNDS, ("C1", "一号院", "P2", 100, 4, 8000, None))})
    assert found(outcome) == [("小区", "C2", "two_projects_a_year")]
    assert "在2023年度已列入原有记录的项目“P1”" in str(outcome.errors[0])


def test_a_record_that_stays_and_no_longer_fits_is_named(send):
    """The plan year of a project moves to that of another one, which has the same compound."""
    moved = made.changed({"项目": (PROJECTS, P3)}, "项目", 1, "计划年度", 2024)
    assert send({**moved, "小区": (COMPOUNDS, ("C1", "一号院", "P3", 100, 4, 8000, None))}).stored
    outcome = send({"项目": (PROJECTS, P3)})
    assert found(outcome) == [("小区", "原有记录（C1、P3）", "two_projects_a_year")]


def test_what_had_been_wrong_with_records_that_stay_is_not_told_again(send):
    odd = made.changed(made.county(), "项目", 1, "计划总投资(万元)", 3_000_000)
    assert [w.code for w in send(odd, part=False).warnings] == ["investment_per_household"]
    assert send({"小区": (COMPOUNDS, C3)}, as_of=NEXT).warnings == ()


def test_a_part_of_another_unit_is_told_by_its_own_rows(send):
    strange = made.changed({"项目": (PROJECTS, P3)}, "项目", 1, "行政区划代码", OTHER)
    assert [e.code for e in send(strange).errors] == ["workbook_of_another_unit"]


def test_a_fall_of_a_total_is_asked_of_the_rows_in_the_file_only(send):
    less = made.changed({"项目": made.PROJECTS[:2]}, "项目", 1, "累计完成投资(万元)", 90)
    assert [(w.sheet, w.cell, w.code) for w in send(less, as_of=NEXT).warnings] == [
        ("项目", "F2", "fallen")
    ]


def test_a_back_dated_part_leaves_later_statements_alone(send):
    assert send(made.changed(made.county(), "小区", 2, "户数", 91), as_of=NEXT, part=False).stored
    assert send({"小区": (COMPOUNDS, C1, C3)}, as_of=AS_OF).stored
    assert households(AS_OF) == {"C1": 120, "C2": 90, "C3": 80}
    assert households(NEXT) == {"C1": 100, "C2": 91}


def test_the_same_file_as_a_whole_after_it_came_as_a_part_is_no_repeat(send, tmp_path: Path):
    sheets = {"项目": made.PROJECTS[:2], "小区": (COMPOUNDS, C1)}
    path = made.write(tmp_path / "一个项目.xlsx", sheets)

    def again(*, part: bool) -> Outcome:
        return import_workbook(path, unit=COUNTY, as_of=AS_OF, part=part)

    assert not again(part=True).accepted.repeated
    assert again(part=True).accepted.repeated
    assert counts(again(part=False)) == (0, 0, 4, 2)


def test_a_part_of_a_unit_that_has_nothing_is_its_first_statement(send):
    sheets = made.changed({"项目": (PROJECTS, P3)}, "项目", 1, "行政区划代码", OTHER)
    assert counts(send(sheets, unit=OTHER)) == (1, 0, 0, 0)


def test_the_command_says_what_stays(send, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = made.write(tmp_path / "增量.xlsx", {"小区": (COMPOUNDS, C1)})
    whose = ["--unit", COUNTY, "--as-of", str(NEXT)]
    assert main(["import", str(path), *whose, "--part"]) == 0
    told = capsys.readouterr().out
    assert "的增量报送（第3号）：小区1行" in told
    assert "未列入本文件的记录保持不变；与此前相比：新增0行，变更1行，删除0行，未变5行" in told
    assert main(["import", str(path), str(path), "--part"]) == 2


def test_rows_that_stay_are_stored_no_more_than_once(send):
    assert send({"小区": (COMPOUNDS, C1)}, as_of=NEXT).stored
    with session_scope() as session:
        told = history.record_versions(
            session, sheet="compounds", key={"compound": "C2", "project": "P2"}
        )
    assert [version.data_date for version in told] == [AS_OF]
    assert pl.Series([version.sheet_row for version in told]).min() == 3
