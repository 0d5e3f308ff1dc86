"""正式使用: an office begins from nothing, once, and the demo stays apart from it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from metrics.records.reports import DIVISIONS, Outcome
from sql.__main__ import main
from sql.database import engine, settings
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.database.settings import database_url
from sql.dispatch.cases import library
from sql.dispatch.journal import EntryRefused
from sql.office import beginning, demo_database
from sql.office import settings as book
from sql.office.beginning import AlreadyBegun, Office
from sql.reported import history
from sql.reported.intake import import_workbook
from sql.workbook.writing.template import divisions, write_workbook
from tests.sql.statement_rows import frame, region, submit

GANSU = Office(
    province="620000", name="甘肃省城镇老旧小区改造工作领导小组办公室", issuer="甘老旧改办", rules="gansu"
)  # fmt: skip
TYPED = (
    "begin", "--province", "620000", "--office", GANSU.name, "--issuer", GANSU.issuer, "--by", "李",
)  # fmt: skip


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Give the data folder of a clean installation, without any database."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(settings, "OFFICE_FILE", tmp_path / "dudao.sqlite")
    monkeypatch.setattr(settings, "DEMO_FILE", tmp_path / "demo.sqlite")
    yield tmp_path
    engine.let_go()


def used() -> str:
    return Path(str(database_url().database)).name


def test_gansu_begins_with_its_87_units_and_may_report_for_every_day_that_rules_hold(database: str):
    begun = beginning.begin(GANSU, by="李")
    assert begun.units == 87  # 86 counties, and 嘉峪关 without any
    assert begun.first.startswith("/first?key=")  # nobody can come in yet
    with session_scope() as session:
        [stated] = history.submissions(session)
        names = history.division_names(session)
        assert library(session).cases
        assert book.in_force(session) == {
            "province": "620000", "office": GANSU.name, "issuer": "甘老旧改办", "rules": "gansu",
        }  # fmt: skip
        assert {one.by for one in book.entries(session)} == {"李"}
    assert (stated.unit, stated.data_date, stated.kind) == ("620000", date(2021, 12, 14), DIVISIONS)
    assert names["620102"] == "城关区" and len(names) == 101


def test_divisions_are_no_report_and_have_no_data_date(sqlite_database: str):
    beginning.begin(GANSU, by="李")
    with session_scope() as session:
        assert history.sent(session) == []
    submit(date(2026, 11, 27), region("620102", "城关区"), unit="620102")
    with session_scope() as session:
        assert history.sent(session) == [("620102", date(2026, 11, 27))]


def test_an_office_begins_once(database: str):
    beginning.begin(GANSU, by="李", form="f1")
    beginning.begin(GANSU, by="李", form="f1")  # a second click
    with pytest.raises(AlreadyBegun, match="已经开始正式使用"):
        beginning.begin(GANSU, by="李", form="f2")
    with session_scope() as session:
        assert len(history.submissions(session)) == 1


def test_a_database_with_reports_is_left_alone(database: str):
    submit(date(2023, 7, 28), region("620000", "甘肃省", level="省"))
    with pytest.raises(AlreadyBegun, match="已有报送，不能从头开始"):
        beginning.begin(GANSU, by="李")
    with session_scope() as session:
        assert book.entries(session) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"province": "620100"}, "不是省级行政区划代码"),
        ({"province": "990000"}, "不是省级行政区划代码"),
        ({"name": "  "}, "“办公室名称”不能为空"),
        ({"issuer": "甘" * 13}, "“机关代字”应在12字以内"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_made(
    folder: Path, wrong: dict[str, str], sentence: str
):
    with pytest.raises(EntryRefused, match=sentence):
        beginning.begin(GANSU._replace(**wrong), by="李")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\t", "\u2028"])
def test_a_name_is_one_line(folder: Path, break_: str):
    with pytest.raises(EntryRefused, match="“办公室名称”应写在一行内，不能有换行或制表符"):
        beginning.begin(GANSU._replace(name=f"甘肃省{break_}旧改办"), by="李")
    assert list(folder.iterdir()) == []


def test_everything_that_cannot_be_kept_is_said_at_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    wrong = ["begin", "--province", "620000", "--office", "甲\n乙", "--issuer", " ", "--by", "\x00"]
    assert main(wrong) == 25
    told = capsys.readouterr().err
    assert "“办公室名称”应写在一行内" in told and "“机关代字”不能为空" in told
    assert "“经办人”第1个字符〔U+0000〕是看不见的符号" in told
    assert list(folder.iterdir()) == []


def test_before_an_office_begins_the_demo_is_shown_and_afterwards_its_own_database(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    assert used() == "demo.sqlite"
    assert main([*TYPED]) == 0
    told = capsys.readouterr().out
    assert "报送单位87家" in told and "下一步" in told
    assert used() == "dudao.sqlite"
    assert [path.name for path in sorted(folder.iterdir())] == ["dudao.sqlite"]
    assert main([*TYPED]) == 42
    assert "已经开始正式使用" in capsys.readouterr().err


def test_a_real_unit_does_not_report_into_the_demo(folder: Path, tmp_path: Path):
    file = tmp_path / "县.xlsx"
    write_workbook(
        file,
        {"regions": frame("regions", [region("620000", "甘肃省", level="省")]).drop("sheet_row")},
    )
    ensure_ready()
    outcome = import_workbook(file, unit="620000", as_of=date(2023, 7, 28))
    assert [error.code for error in outcome.errors] == ["real_unit_in_demo"]
    assert "请先点“正式使用”" in str(outcome.errors[0])


def sent_back(folder: Path, regions: pl.DataFrame) -> Outcome:
    """Send a county's workbook with the divisions that the blank one brought along."""
    file = folder / "县.xlsx"
    project = {
        "project": "P1",
        "name": "和平",
        "region": "620102",
        "plan_year": 2023,
        "project_owner": "甲",
    }
    write_workbook(
        file, {"regions": regions, "projects": frame("projects", [project]).drop("sheet_row")}
    )
    return import_workbook(file, unit="620102", as_of=date(2023, 7, 28))


def test_a_county_may_send_the_divisions_back_as_they_stand(sqlite_database: str, tmp_path: Path):
    beginning.begin(GANSU, by="李")
    outcome = sent_back(tmp_path, divisions("620000"))
    assert outcome.errors == () and outcome.accepted is not None
    assert outcome.accepted.added == 1  # the project alone is its statement


def test_a_county_that_changed_them_is_told_where(sqlite_database: str, tmp_path: Path):
    beginning.begin(GANSU, by="李")
    other = divisions("620000").with_columns(
        name=pl.when(region="620103").then(pl.lit("七里区")).otherwise("name")
    )
    errors = sent_back(tmp_path, other).errors
    assert ("divisions_kept_above", "A7") in [(error.code, error.cell) for error in errors]


def test_a_county_that_sent_nothing_but_the_divisions_sent_nothing(
    sqlite_database: str, tmp_path: Path
):
    beginning.begin(GANSU, by="李")
    file = tmp_path / "空.xlsx"
    write_workbook(file, {"regions": divisions("620000")})
    outcome = import_workbook(file, unit="620102", as_of=date(2023, 7, 28))
    assert [error.code for error in outcome.errors] == ["no_rows"]


def test_the_demo_can_be_looked_at_beside_an_office(folder: Path, monkeypatch: pytest.MonkeyPatch):
    beginning.begin(GANSU, by="李")
    monkeypatch.setenv("DUDAO_DEMO", "1")
    assert used() == "demo.sqlite"


def test_the_demo_is_kept_out_of_an_office_s_database(
    sqlite_database: str, capsys: pytest.CaptureFixture[str]
):
    beginning.begin(GANSU, by="李")
    assert main(["demo", "--scale", "100"]) == 2
    assert "数据库已正式使用，不能写入演示数据" in capsys.readouterr().err


def test_a_beginning_that_fails_leaves_nothing_and_the_demo_in_use(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> int:
        raise RuntimeError

    monkeypatch.setattr(beginning, "load_samples", broken)
    with pytest.raises(RuntimeError):
        beginning.begin(GANSU, by="李")
    assert list(folder.iterdir()) == [] and used() == "demo.sqlite"


def earlier_version(*units: str) -> None:
    """Write what an earlier version left in the office's file."""
    with settings.using(settings.office_url()):
        ensure_ready()
        for unit in units:
            submit(date(2023, 7, 28), region(unit, "某地"), unit=unit)
    engine.let_go()


def test_an_earlier_file_that_holds_only_the_demo_becomes_the_demo_s(folder: Path):
    earlier_version("990000", "990101", "100000")
    assert "dudao.sqlite中只有演示数据，已改名为demo.sqlite" in demo_database.take_over()
    assert used() == "demo.sqlite" and not (folder / "dudao.sqlite").exists()
    with session_scope() as session:
        assert len(history.submissions(session)) == 3
    assert demo_database.take_over() == ""


def test_a_demo_that_is_there_keeps_its_place(folder: Path):
    (folder / "demo.sqlite").write_bytes(b"kept")
    earlier_version("990000")
    assert "已改名为demo-" in demo_database.take_over()
    assert (folder / "demo.sqlite").read_bytes() == b"kept"


@pytest.mark.parametrize("units", [("990000", "620102"), ("100000", "620000"), ()])
def test_a_file_with_anything_real_or_nothing_stays_the_office_s(
    folder: Path, units: tuple[str, ...]
):
    earlier_version(*units)
    assert demo_database.take_over() == "" and used() == "dudao.sqlite"


def test_a_demo_in_use_is_not_renamed_under_whoever_uses_it(folder: Path):
    earlier_version("990000")
    with closing(sqlite3.connect(folder / "dudao.sqlite")) as other:
        other.execute("SELECT count(*) FROM submissions").fetchall()
        with pytest.raises(demo_database.DatabaseNotReady, match="请先停止页面服务"):
            demo_database.take_over()
    assert used() == "dudao.sqlite"


def test_copies_of_the_demo_never_count_as_the_office_s(folder: Path):
    assert settings.copies_folder(settings.demo_url()).name == "demo"
    assert settings.copies_folder(settings.office_url()).name != "demo"
