"""Changes of divisions by command: looked at, agreed to, carried out and listed."""

from pathlib import Path

import pytest

from sql.__main__ import main
from tests.sql.divisions import small_city as city
from tests.sql.divisions.small_city import D1, NEW, OLD, SINCE, YUN
from tests.sql.statement_rows import submit

pytestmark = pytest.mark.usefixtures("sqlite_database")
ASKED = [
    "division-change",
    "--since",
    str(SINCE),
    "--document",
    "闽政文〔2023〕1号",
    "--by",
    "管理员",
]
RECODED = [*ASKED, "--kind", "代码变更", "--old", OLD, "--new", f"{NEW}=龙甲区"]


def reported() -> None:
    city.provincial()
    submit(D1, unit=OLD, **city.ledger(OLD, "A", planned=6, started=3))


def test_a_change_says_what_it_hands_on_and_is_listed(capsys: pytest.CaptureFixture[str]):
    reported()
    assert main([*RECODED, "--yes"]) == 0
    told = capsys.readouterr().out
    assert "代码变更，自2023-07-01起：350681龙甲市 → 350604龙甲区。" in told
    assert "350681龙甲市 → 350604龙甲区：项目1个，小区6个，其中已开工3个。" in told
    assert "代350000示例省、350604龙甲区、350681龙甲市各报送一次（数据截止日期2023-07-01）" in told
    assert main(["divisions"]) == 0
    assert capsys.readouterr().out == (
        "1 代码变更 自2023-07-01起：350681龙甲市 → 350604龙甲区（闽政文〔2023〕1号）已办理，经办人管理员\n"
    )


def test_a_renamed_division_is_shown_with_both_its_names(capsys: pytest.CaptureFixture[str]):
    reported()
    renamed = [*ASKED, "--kind", "更名", "--old", OLD, "--new", f"{OLD}=龙乙市"]
    assert main([*renamed, "--yes"]) == 0
    assert "更名，自2023-07-01起：350681龙甲市 → 350681龙乙市。" in capsys.readouterr().out
    assert main(["divisions"]) == 0
    assert "350681龙甲市 → 350681龙乙市" in capsys.readouterr().out


def test_nothing_is_changed_before_it_is_agreed_to(capsys: pytest.CaptureFixture[str]):
    reported()
    assert main(RECODED) == 18
    assert "小区6个" in capsys.readouterr().err
    assert dict(city.owners(SINCE).iter_rows()) == {"PA": OLD}


def test_what_cannot_be_carried_out_is_one_sentence(capsys: pytest.CaptureFixture[str]):
    reported()
    assert main([*ASKED, "--kind", "更名", "--old", OLD, "--new", OLD, "--yes"]) == 46
    assert "应填写一个地区和与原来不同的新名称" in capsys.readouterr().err


def test_projects_of_a_split_are_named_in_a_file(tmp_path: Path):
    reported()
    file = tmp_path / "归属.csv"
    file.write_text("项目编码,新代码\nPA,350690\n", encoding="gb18030")
    parts = ["--old", OLD, "--new", OLD, "--new", "350690=龙乙县"]
    assert main([*ASKED, "--kind", "拆分", *parts, "--projects", str(file), "--yes"]) == 0
    assert dict(city.owners(SINCE).iter_rows()) == {"PA": "350690"}


def test_a_line_that_assigns_what_nobody_reports_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    reported()
    file = tmp_path / "归属.csv"
    file.write_text("项目编码,新代码\n\nPX,350690\n", encoding="utf-8")
    parts = ["--old", OLD, "--new", OLD, "--new", "350690=龙乙县"]
    split = [*ASKED, "--kind", "拆分", *parts, "--projects", str(file), "--yes"]
    assert main(split) == 46
    assert capsys.readouterr().err == (
        "归属文件第3行：“PX”不是350681的项目（现有1个：PA），也不是其社区、事件或问题的编码，"
        "请核对后再办理。\n"
    )
    assert dict(city.owners(SINCE).iter_rows()) == {"PA": OLD}


def test_only_a_split_assigns(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    reported()
    file = tmp_path / "归属.csv"
    file.write_text(f"PA,{NEW}\n", encoding="utf-8")
    assert main([*RECODED, "--projects", str(file), "--yes"]) == 46
    assert "只有拆分才逐项写明归属，办理“代码变更”请去掉归属文件" in capsys.readouterr().err


def test_sums_that_cannot_be_added_are_named(capsys: pytest.CaptureFixture[str]):
    city.provincial()
    submit(D1, unit=YUN, returns=[city.told(YUN, 12, 5)])
    submit(D1, unit=OLD, **city.ledger(OLD, "A", planned=2, started=1))
    merge = ["--kind", "撤并", "--old", OLD, "--old", YUN, "--new", YUN, "--yes"]
    assert main([*ASKED, *merge]) == 0
    assert "须由新地区重新报送的：进展报表1行。" in capsys.readouterr().out
