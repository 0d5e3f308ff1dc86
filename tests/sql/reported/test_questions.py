"""Before a workbook is stored: what would be removed, moved or taken back is asked, and kept."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from metrics.errors import NotAgreed
from metrics.records.reports import YES_TO_ALL, Outcome
from sql.__main__ import main
from sql.database.engine import session_scope
from sql.reported import history
from sql.reported.intake import import_opened, import_workbook, look, open_workbook
from tests.workbooks import made

FIRST, NEXT = date(2023, 7, 28), date(2023, 8, 4)


def send(
    path: Path,
    *,
    as_of: date = NEXT,
    unit: str = "620102",
    yes: object = frozenset(),
    by: str | None = "填报员",
) -> Outcome:
    return import_workbook(path, unit=unit, as_of=as_of, confirmed=yes, sent_by=by)


@pytest.fixture
def county(database: str, tmp_path: Path) -> Path:
    """Give a path for the next workbook of a county that has reported two projects."""
    path = made.write(tmp_path / "省.xlsx", made.province())
    assert send(path, unit="620000", as_of=date(2023, 1, 1)).stored
    assert send(made.write(tmp_path / "县.xlsx", made.county()), as_of=FIRST).stored
    return tmp_path / "下期.xlsx"


def without_second_project() -> dict[str, made.Rows]:
    return {name: rows[:2] for name, rows in made.county().items()}


def asked(outcome: Outcome) -> list[tuple[str, str]]:
    assert not outcome.stored
    assert outcome.waits_for_yes
    return [tuple(question) for question in outcome.questions]


def test_nothing_is_asked_of_a_first_report_nor_of_one_that_only_grows(county: Path):
    grown = made.changed(made.county(), "项目", 1, "累计完成投资(万元)", 120)
    outcome = send(made.write(county, grown))
    assert outcome.stored
    assert outcome.questions == ()


def test_one_project_of_two_is_not_stored_before_somebody_says_yes(county: Path):
    path = made.write(county, without_second_project())
    words = (
        "上次报送的6行，本次没有其中3行（50.0%）：项目1行、小区1行、资金1行。其中项目2个缺1个"
        "（P2“二号项目”）。其中小区2个缺1个（C2“二号院”）。导入后这些记录即被删除，是否确已撤销？"
    )
    assert asked(send(path)) == [("removed", words)]
    assert send(path, yes={words}).stored
    with session_scope() as session:
        newest = history.submissions(session)[0]
    assert [question.words for question in newest.questions] == [words]


def test_a_row_of_six_is_beyond_the_share_without_any_project(county: Path):
    fewer = {**made.county(), "资金": made.FUNDS[:2]}
    assert asked(send(made.write(county, fewer))) == [
        (
            "removed",
            "上次报送的6行，本次没有其中1行（16.7%）：资金1行。导入后这些记录即被删除，是否确已撤销？",
        )
    ]


def test_one_compound_of_forty_is_asked_of_though_the_records_are_not_beyond_the_share(
    county: Path,
):
    first = made.COMPOUNDS[1]
    forty = [(f"C{n}", f"{n}号院", *first[2:]) for n in range(3, 41)]
    whole = {**made.county(), "小区": (*made.COMPOUNDS, *forty)}
    assert send(made.write(county, whole)).stored
    fewer = whole | {"小区": whole["小区"][:-1]}
    words = (
        "上次报送的44行，本次没有其中1行（2.3%）：小区1行。其中小区40个缺1个（C40“40号院”）。"
        "导入后这些记录即被删除，是否确已撤销？"
    )
    assert asked(send(made.write(county, fewer))) == [("removed", words)]


def test_another_plan_year_a_smaller_total_and_a_day_taken_back_are_asked_one_by_one(county: Path):
    sheets = made.changed(made.county(), "项目", 2, "计划年度", 2024)
    sheets = made.changed(sheets, "项目", 1, "累计完成投资(万元)", 80)
    sheets = made.changed(sheets, "小区", 1, "实际开工日期", None)
    assert asked(send(made.write(county, sheets))) == [
        ("plan_year", "有1个项目改了计划年度：P2“二号项目”由2023改为2024。是否确需变更？"),
        (
            "fallen:completed_investment",
            "“项目”有1行的“累计完成投资(万元)”比上次小：P1“一号项目”由100改为80。是否确需更正？",
        ),
        (
            "fallen:started_on",
            "“小区”有1行的“实际开工日期”上次已填、本次为空或“无”：C1“一号院”由2023-04-06改为空白。"
            "是否确需更正？",
        ),
    ]


def test_a_compound_that_begins_outside_the_plan_is_asked_once(county: Path):
    blank = made.changed(made.county(), "小区", 1, "列入计划日期", None)
    words = (
        "“小区”有1行已填计划开工或实际开工日期，但列入计划日期空白：C1“一号院”。空白即按未列入计划统计，"
        "开工率可能超过100%；是否确未列入计划？"
    )
    outcome = send(made.write(county, blank))
    assert asked(outcome) == [("unplanned", words)]
    assert [finding.cell for finding in outcome.warnings] == ["H2"]
    assert send(made.write(county, blank), yes={words}).stored
    again = send(made.write(county, blank), as_of=NEXT + timedelta(days=7))
    assert again.stored
    assert [finding.code for finding in again.warnings] == ["begun_outside_plan"]


def test_of_what_stood_outside_the_plan_the_start_is_asked(county: Path):
    planned = made.changed(made.county(), "小区", 2, "计划开工日期", date(2023, 9, 1))
    blank = made.changed(planned, "小区", 2, "列入计划日期", None)
    assert send(made.write(county, blank), yes=YES_TO_ALL).stored
    started = made.changed(blank, "小区", 2, "实际开工日期", date(2023, 8, 1))
    outcome = send(made.write(county, started), as_of=NEXT + timedelta(days=7))
    assert [question.code for question in outcome.questions] == ["unplanned"]


def test_a_compound_said_to_be_in_no_plan_is_asked_nothing(county: Path):
    none = made.changed(made.county(), "小区", 1, "列入计划日期", "无")
    assert send(made.write(county, none)).stored


@pytest.mark.parametrize(
    ("days", "words"),
    [(45, None), (46, "晚46天"), (-45, None), (-46, "早46天")],
)
def test_a_data_date_is_asked_when_it_lies_far_from_the_last_either_way(
    days: int, words: str | None, county: Path
):
    outcome = send(made.write(county, made.county()), as_of=FIRST + timedelta(days=days))
    assert outcome.stored == (words is None)
    assert [words in question.words for question in outcome.questions] == [True] * bool(words)


def test_who_confirms_says_who_they_are(county: Path):
    path = made.write(county, without_second_project())
    with pytest.raises(NotAgreed, match="有须核实的事项，请用 --sent-by 写明报送人"):
        send(path, yes=YES_TO_ALL, by=None)
    grown = made.changed(made.county(), "项目", 1, "累计完成投资(万元)", 120)
    assert send(made.write(county, grown), yes=YES_TO_ALL, by=None).stored


def test_the_same_file_again_is_told_as_such_and_never_asked(county: Path):
    path = made.write(county, without_second_project())
    assert send(path, yes=YES_TO_ALL).stored
    assert send(path).accepted.repeated


def test_a_caller_behind_whom_nobody_sits_is_asked_nothing(county: Path):
    assert import_workbook(
        made.write(county, without_second_project()), unit="620102", as_of=NEXT
    ).stored


def test_a_yes_to_other_figures_is_none(county: Path):
    opened = open_workbook(made.write(county, without_second_project()))
    with session_scope() as session:
        looked = look(session, opened=opened, unit="620102", as_of=NEXT, asking=True)
    (before,) = looked.outcome.questions
    meanwhile = made.changed(made.county(), "小区", 2, "户数", 91)
    meanwhile["资金"] = [*made.FUNDS, ("P2", "市财政", 10, None, None)]
    assert send(made.write(county, meanwhile), as_of=FIRST + timedelta(days=1)).stored
    with session_scope(writing=True) as session:
        outcome = import_opened(
            session, opened=opened, unit="620102", as_of=NEXT, looked=looked,
            confirmed={before.words},
        )  # fmt: skip
    (now,) = outcome.questions
    assert not outcome.stored
    assert "资金2行" in now.words


def test_the_command_asks_with_a_code_of_its_own_and_takes_a_yes(
    county: Path, capsys: pytest.CaptureFixture[str]
):
    path = made.write(county, without_second_project())
    command = ["import", str(path), "--unit", "620102", "--as-of", NEXT.isoformat()]
    assert main(command) == 45
    told = capsys.readouterr().err
    assert "有 1 处须先确认，未导入任何数据" in told
    assert "加 --yes --sent-by 报送人，再执行一次" in told
    assert main([*command, "--yes"]) == 2
    assert "--yes 须同时用 --sent-by 写明报送人" in capsys.readouterr().err
    assert main([*command, "--yes", "--sent-by", "填报员"]) == 0
    assert "已确认：上次报送的6行" in capsys.readouterr().out
