"""The data date pages open with, and what is said of the units that are ahead of it."""

import json
from datetime import date
from pathlib import Path

import pytest

from exports.__main__ import main as export
from metrics.__main__ import main as judge
from sql.database.engine import session_scope
from sql.demo import DATES
from sql.reported.withdrawal import withdraw
from tests.dashboard.conftest import Open
from tests.dashboard.reading import stands, words
from tests.sql.statement_rows import region, submit

FRIDAY, NEXT_YEAR = DATES[-1], date(2025, 1, 3)
COUNTIES = [f"62010{n}" for n in range(1, 8)]


def project(unit: str, year: int) -> dict[str, object]:
    return {"project": f"{unit}-{year}", "name": "项目", "region": unit, "plan_year": year}


def report(*, ahead: int) -> None:
    """Let seven counties report for one Friday, and so many of them for next January too."""
    top = {"region": "620000", "name": "示例省", "level": "省"}
    below = [region(unit, f"第{unit[-1]}县", parent="620000") for unit in COUNTIES]
    submit(date(2024, 1, 31), top, *below, unit="620000")
    for unit in COUNTIES:
        submit(FRIDAY, unit=unit, projects=[project(unit, 2024)])
    for unit in COUNTIES[:ahead]:
        submit(NEXT_YEAR, unit=unit, projects=[project(unit, 2024), project(unit, 2025)])


def test_one_early_county_does_not_move_the_provinces_page(opened_empty: Open):
    report(ahead=1)
    app = opened_empty("overview")
    assert not app.exception
    assert (stands(app, "as_of"), stands(app, "year")) == (str(FRIDAY), "2024")
    assert "已有1家报到更新的日期：第1县（2025-01-03）" in words(app).replace("\\", "")
    chosen = opened_empty("overview", as_of=str(NEXT_YEAR))
    assert stands(chosen, "as_of") == str(NEXT_YEAR)
    assert "报到更新的日期" not in words(chosen)


def test_enough_counties_do(opened_empty: Open):
    report(ahead=2)
    app = opened_empty("overview")
    assert stands(app, "as_of") == str(NEXT_YEAR)
    assert "报到更新的日期" not in words(app)


def test_a_withdrawn_date_carries_no_page_any_more(opened_empty: Open):
    report(ahead=2)
    for unit in COUNTIES[:2]:
        with session_scope(writing=True) as session:
            withdraw(session, unit=unit, as_of=NEXT_YEAR, reason="日期填错", today=FRIDAY)
    for asked in ({}, {"as_of": str(NEXT_YEAR)}):
        app = opened_empty("overview", **asked)
        assert not app.exception
        assert stands(app, "as_of") == str(FRIDAY)
        assert "报到更新的日期" not in words(app)
    listed = app.selectbox(key="choice:as_of").options
    assert str(NEXT_YEAR) not in "".join(listed)


def test_commands_without_a_date_take_the_date_of_the_pages(
    opened_empty: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    report(ahead=1)
    out = str(tmp_path / "表.xlsx")
    assert export(["table", "--out", out]) == 0
    assert f"数据截止{FRIDAY}" in capsys.readouterr().out
    assert judge(["evaluate", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["as_of"] == str(FRIDAY)
    assert judge(["evidence", "--measure", "A02.2", "--region", "620101"]) == 0
    capsys.readouterr()
    assert judge(["evaluate", "--format", "json", "--as-of", str(NEXT_YEAR)]) == 0
    assert json.loads(capsys.readouterr().out)["as_of"] == str(NEXT_YEAR)


def test_a_county_ahead_opens_with_its_own_date_on_page_and_command_line(
    opened_empty: Open, capsys: pytest.CaptureFixture[str]
):
    report(ahead=1)
    assert judge(["evaluate", "--format", "json", "--place", COUNTIES[0]]) == 0
    assert json.loads(capsys.readouterr().out)["as_of"] == str(NEXT_YEAR)


@pytest.mark.parametrize("command", ["evaluate", "evidence", "reconcile"])
def test_help_says_which_date_is_taken(command: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        judge([command, "--help"])
    assert "默认与页面相同" in "".join(capsys.readouterr().out.split())
