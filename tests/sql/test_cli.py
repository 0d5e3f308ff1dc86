"""python -m sql: one Chinese line per mistake, and an exit code."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from sql.__main__ import main
from sql.database.engine import session_scope
from sql.reported import history
from sql.workbook.writing.template import write_workbook
from tests.sql.statement_rows import frame, region

PROVINCE = region("620000", "甘肃省", level="省")
COUNTY = region("620102", "城关区", parent="620000")


def workbook(path: Path, *regions: dict) -> str:
    write_workbook(path, {"regions": frame("regions", regions).drop("sheet_row")})
    return str(path)


def imported(file: str, *options: str) -> int:
    return main(["import", file, "--unit", "620000", "--as-of", "2023-07-28", *options])


def test_a_workbook_goes_in_once(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = workbook(tmp_path / "省.xlsx", PROVINCE, COUNTY)
    assert imported(file, "--sent-by", "经办人") == 0
    told = capsys.readouterr().out
    assert "区划2行" in told and "新增2行" in told and "项目" not in told
    assert imported(file) == 0
    assert "此前已导入" in capsys.readouterr().out
    with session_scope() as session:
        [sent] = history.submissions(session)
    assert (sent.unit, sent.data_date, sent.sent_by, sent.file_name) == (
        "620000", date(2023, 7, 28), "经办人", "省.xlsx",
    )  # fmt: skip


def test_the_demo_stays_out_of_a_database_with_reports(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert imported(workbook(tmp_path / "省.xlsx", PROVINCE, COUNTY)) == 0
    assert main(["demo", "--if-empty"]) == 0
    assert "库中已有数据，未写入演示省。" in capsys.readouterr().out
    with session_scope() as session:
        assert [sent.unit for sent in history.submissions(session)] == ["620000"]


def test_the_marked_copy_never_takes_the_place_of_the_workbook(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = Path(workbook(tmp_path / "county.xlsx", PROVINCE, COUNTY))
    before = file.read_bytes()
    assert (
        imported(str(file), "--marked", str(tmp_path / ".." / tmp_path.name / "county.xlsx")) == 2
    )
    assert capsys.readouterr().err == "标注后的工作簿不能覆盖原文件，请换一个文件名。\n"
    assert file.read_bytes() == before


def test_a_refused_workbook_lists_every_error_and_stores_nothing(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = workbook(tmp_path / "省.xlsx", PROVINCE, {**COUNTY, "name": None}, {**COUNTY})
    marked = tmp_path / "标注.xlsx"
    assert imported(file, "--marked", str(marked)) == 1
    told = capsys.readouterr().err
    assert "未导入任何数据" in told and "工作表“区划”" in told
    assert marked.exists()
    with session_scope() as session:
        assert history.submissions(session) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import", "没有.xlsx", "--unit", "620000", "--as-of", "2023-07-28"], "没有找到文件"),
        (["import", __file__, "--unit", "62", "--as-of", "2023-07-28"], "应为6位数字"),
        (["import", __file__, "--unit", "620000", "--as-of", "7月28日"], "应形如 2023-07-28"),
        (["template", "报送.xls"], "应为 .xlsx"),
        (["template", "没有/报送.xlsx"], "不存在"),
        (["不是命令"], "--help"),
    ],
)
def test_a_slip_on_the_command_line_is_one_chinese_line(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert words in told and told.count("\n") == 1


def test_the_blank_workbook_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "空白.xlsx"
    assert main(["template", str(out)]) == 0
    assert out.stat().st_size > 10_000
    assert str(out) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["template"], "空白.xlsx"),
        (
            ["calendar", "--place", "620000", "--from", "2024-01-01", "--to", "2024-02-01"],
            "日历.ics",
        ),
    ],
)
def test_a_file_that_cannot_be_written_is_one_chinese_line(
    arguments: list[str],
    name: str,
    sqlite_database: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    (tmp_path / name).mkdir()
    assert main([*arguments, str(tmp_path / name)]) == 2
    told = capsys.readouterr().err
    assert told == f"无法写入“{tmp_path / name}”：请关闭正在打开它的程序，或换一个位置。\n"


def test_a_calendar_that_ends_before_it_begins_is_refused(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "日历.ics"
    days = ["--from", "2024-12-31", "--to", "2024-01-01"]
    assert main(["calendar", "--place", "620000", *days, str(out)]) == 2
    assert capsys.readouterr().err == "起始日期2024-12-31晚于截止日期2024-01-01，请对调。\n"
    assert not out.exists()


def test_a_marked_copy_that_cannot_be_written_does_not_hide_what_became_of_the_import(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    marked = tmp_path / "标注.xlsx"
    marked.mkdir()
    file = workbook(tmp_path / "省.xlsx", PROVINCE, COUNTY)
    assert imported(file, "--marked", str(marked)) == 0
    told = capsys.readouterr()
    assert "无法写入" in told.err
    assert "已导入" in told.out and "标注" not in told.out


def test_init_makes_postgresql_ready(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    assert main(["import", __file__, "--unit", "620000", "--as-of", "2023-07-28"]) == 24
    assert "python -m sql init" in capsys.readouterr().err
    assert main(["init"]) == 0
    assert main(["init"]) == 0
    assert main(["downgrade", "base"]) == 0


def test_a_structure_that_does_not_exist_is_refused_before_anything_is_copied(
    sqlite_database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("DUDAO_COPIES_FOLDER", str(tmp_path / "copies"))
    assert main(["init"]) == 0
    assert main(["downgrade", "0000"]) == 2
    assert capsys.readouterr().err.startswith("没有结构版本“0000”，可用的有：base、0001")
    assert not list(tmp_path.glob("copies/*"))


def test_a_wrong_address_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("DATABASE_URL", "mysql://u:secret@h/d")
    assert main(["init"]) == 20
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "secret" not in told


def in_one_go(*arguments: str) -> int:
    return main(["import", *arguments])


def test_many_workbooks_go_in_by_their_names(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    workbook(tmp_path / "甘肃省620000_2023-07-28.xlsx", PROVINCE, COUNTY)
    workbook(tmp_path / "甘肃省620000_2023-08-31.xlsx", PROVINCE, COUNTY)
    assert in_one_go(str(tmp_path / "*.xlsx"), "--sent-by", "经办人") == 0
    assert capsys.readouterr().out.splitlines() == [
        "[1/2] 甘肃省620000_2023-07-28.xlsx：620000截至2023-07-28，已导入（第1号报送）："
        "新增2行，变更0行，删除0行，未变0行",
        "[2/2] 甘肃省620000_2023-08-31.xlsx：620000截至2023-08-31，已导入（第2号报送）："
        "新增0行，变更0行，删除0行，未变2行",
        "共2份，全部导入。",
    ]


def test_of_many_workbooks_those_with_errors_are_listed_and_marked(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    workbook(tmp_path / "620000_2023-07-28.xlsx", PROVINCE, COUNTY)
    workbook(tmp_path / "620000_2023-08-31.xlsx", PROVINCE, {**COUNTY, "name": None})
    workbook(tmp_path / "报送.xlsx", PROVINCE, COUNTY)
    copies = tmp_path / "标注.zip"
    assert in_one_go(str(tmp_path), "--marked-zip", str(copies)) == 1
    told = capsys.readouterr()
    assert "[3/3] 报送.xlsx：单位不明截至日期不明，未导入" in told.out
    assert told.err.splitlines()[0] == "共3份，导入1份，未导入2份。"
    assert "620000_2023-08-31.xlsx：发现1处错误：" in told.err
    assert "报送.xlsx：看不出是哪个单位的报送" in told.err
    assert f"已写出标注后的工作簿：{copies}" in told.err
    assert ZipFile(copies).namelist() == ["标注_620000_2023-08-31.xlsx"]


def test_options_of_one_workbook_are_not_for_many(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    for day in ("2023-07-28", "2023-08-31"):
        workbook(tmp_path / f"620000_{day}.xlsx", PROVINCE, COUNTY)
    assert in_one_go(str(tmp_path), "--unit", "620000") == 2
    assert "--unit 只用于单个文件" in capsys.readouterr().err
    assert in_one_go(str(tmp_path), "--marked", str(tmp_path / "标注.xlsx")) == 2
    assert "--marked-zip" in capsys.readouterr().err


def test_one_workbook_that_says_whose_it_is_needs_no_options(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = workbook(tmp_path / "甘肃省620000_2023-07-28.xlsx", PROVINCE, COUNTY)
    assert in_one_go(file) == 0
    assert "已导入 620000 截至 2023-07-28 的报送（第1号）" in capsys.readouterr().out
    other = workbook(tmp_path / "报送.xlsx", PROVINCE, COUNTY)
    assert in_one_go(other, "--as-of", "2023-08-31") == 1
    assert "报送.xlsx：看不出是哪个单位的报送" in capsys.readouterr().err
    assert in_one_go(other, "--as-of", "2023-08-31", "--unit", "620000") == 0
