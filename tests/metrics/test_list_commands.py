"""python -m metrics lists and python -m exports lists: live, of a sealed file alone, and what is refused."""

import json
from pathlib import Path

import pytest

from exports.__main__ import main as exports
from metrics.__main__ import main
from tests.databases import copied, used
from tests.metrics.test_sealed_commands import COUNTY, report

ASKED = ("--as-of", "2023-07-31", "--rules", "gansu")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Path:
    """Seal a small province, and return the file."""

    folder = tmp_path_factory.mktemp("lists")
    with used(copied(blank, folder)):
        report(COUNTY, "620102")
        assert main(["seal", *ASKED, "--out", str(folder / "评价.zip")]) == 0
    return folder / "评价.zip"


def said(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert main(["lists", *command]) == 0
    return capsys.readouterr().out


def test_a_sealed_file_alone_tells_entries_counts_codes_and_records(
    capsys: pytest.CaptureFixture[str], sealed: Path
):
    told = json.loads(said(capsys, "--sealed", str(sealed), "--format", "json", "--records"))
    assert told["nature"] == "封账文件，轮次状态以登记为准"
    (county,) = (each for each in told["regions"] if each["region"] == COUNTY)
    (plan,) = (each for each in county["entries"] if each["entry"] == "改造计划不科学不合理")
    assert plan["state"] == "listed"
    (measure,) = (each for each in plan["measures"] if each["measure"] == "A02.2")
    assert (measure["numerator"], measure["denominator"], measure["unknown"]) == (0, 3, 1)
    assert measure["records"] == [
        {"record": "C11", "met": False}, {"record": "C12", "met": False}, {"record": "C10", "met": None},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("which", "words"),
    [("double", "县区双清单依据"), ("recommended", "名额2个"), ("criteria", "未见原文")],
)
def test_each_list_is_printed_as_a_table_with_what_it_rests_on(
    capsys: pytest.CaptureFixture[str], sealed: Path, which: str, words: str
):
    told = said(capsys, "--sealed", str(sealed), "--list", which, "--places", "2")
    assert words in told
    assert "评价摘要" in told


def test_records_as_they_are_say_that_they_are_no_official_list(
    capsys: pytest.CaptureFixture[str], database: str
):
    report(COUNTY, "620102")
    told = json.loads(said(capsys, *ASKED, "--list", "recommended", "--format", "json"))
    assert told["nature"].startswith("测算（非正式）")
    assert told["recommended"] == []
    assert {each["region"] for each in told["regions"]} == {"620102", COUNTY}


def test_a_date_beside_a_sealed_file_is_refused(capsys: pytest.CaptureFixture[str], sealed: Path):
    assert main(["lists", "--sealed", str(sealed), *ASKED]) == 2
    assert "以封账文件为准，不能同时用--as-of、--rules" in capsys.readouterr().err


def test_a_round_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str], database: str):
    report(COUNTY, "620102")
    assert main(["lists", *ASKED, "--round", "4"]) == 2
    assert "没有2023年度第4轮封账" in capsys.readouterr().err


def test_papers_are_made_of_a_sealed_file(
    capsys: pytest.CaptureFixture[str], sealed: Path, tmp_path: Path
):
    for which, name in (
        ("double", "双清单.xlsx"),
        ("conditions", "条件.xlsx"),
        ("public", "名单.docx"),
    ):
        out = tmp_path / name
        assert exports(["lists", "--sealed", str(sealed), "--list", which, "--out", str(out)]) == 0
        assert out.stat().st_size > 1000
    assert "封账文件" in capsys.readouterr().out
    day = ("--published-on", "2023-08-11")
    out = str(tmp_path / "双清单.pdf")
    assert exports(["lists", "--sealed", str(sealed), "--out", out, *day]) == 2
    assert "只用于推荐激励名单公示" in capsys.readouterr().err
