"""`python -m sql template`: the blank workbook, one to go on from, and those of all units."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from sql.__main__ import main
from sql.workbook.identity import identity
from tests.dashboard.small_province import CITY, COUNTY
from tests.databases import copied, used

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def _province(small_province: Path, tmp_path_factory: pytest.TempPathFactory):
    with used(copied(small_province, tmp_path_factory.mktemp("handing"))):
        yield


@pytest.mark.usefixtures("_province")
def test_one_unit_gets_its_records_with_unit_and_date(tmp_path: Path, capsys: Printed):
    out = tmp_path / "县.xlsx"
    assert main(["template", str(out), "--unit", COUNTY, "--filled", "--as-of", "2024-08-16"]) == 0
    assert capsys.readouterr().out.startswith(f"已写出{COUNTY} 云岭省")
    told = identity(out.read_bytes(), "x.xlsx")
    assert (told.unit, told.as_of) == (COUNTY, date(2024, 8, 16))


@pytest.mark.usefixtures("_province")
def test_the_units_of_a_city_go_into_a_folder_or_a_zip(tmp_path: Path, capsys: Printed):
    folder = tmp_path / "下发"
    folder.mkdir()
    assert main(["template", str(folder), "--all", "--unit", CITY]) == 0
    assert main(["template", str(tmp_path / "a.zip"), "--all", "--unit", CITY]) == 0
    names = sorted(path.name for path in folder.iterdir())
    assert names[0].startswith(f"{CITY}_云岭省")
    assert f"已写出{len(names)}个单位的上期数据工作簿" in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "a.zip") as box:
        assert box.namelist() == names
        assert [box.read(name) for name in names] == [(folder / n).read_bytes() for n in names]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a.xlsx", "--all"], "全部单位用 --all，写到 .zip 文件或已有文件夹"),
        (["a.zip"], "一份工作簿写到 .xlsx 文件"),
        (["a.xlsx", "--filled"], "请用 --unit 写明单位"),
        (["a.xlsx", "--as-of", "2024-08-16"], "--as-of 用于上期数据工作簿"),
        (["a.xlsx", "--filled", "--unit", "620102"], "区划中没有代码为“620102”的地区"),
        (["a.docx"], "应为 .xlsx 或 .zip 文件，或已有文件夹"),
        (["没有/a.xlsx"], "文件夹“没有”不存在"),
    ],
)
@pytest.mark.usefixtures("_province")
def test_what_does_not_go_together_is_refused_in_one_sentence(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Printed,
):
    monkeypatch.chdir(tmp_path)
    try:
        code = main(["template", *arguments])
    except SystemExit as stopped:
        code = stopped.code
    assert code == 2
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_before_anybody_has_reported_there_is_nothing_to_go_on_from(
    sqlite_database: str, tmp_path: Path, capsys: Printed
):
    assert main(["template", str(tmp_path / "a.xlsx"), "--unit", "620102", "--filled"]) != 0
    assert "还没有任何报送" in capsys.readouterr().err
