"""`python -m sql round …`: a round is sealed, checked, published, taken out and verified without the pages."""

from pathlib import Path

import pytest

from metrics.sealing.verifying import verify
from metrics.sheets.catalogue import sheet
from sql.__main__ import main
from tests.sql.dispatch.test_meetings import JUNE, PLACE, report

SEAL = (
    "round", "seal", "--place", PLACE, "--as-of", f"{JUNE}", "--year", "2023", "--rules", "national",
    "--title", "上半年评价",
)  # fmt: skip


def test_a_round_goes_its_way_on_the_command_line(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    report(JUNE)
    file = tmp_path / "评价.zip"
    for asked in (
        SEAL, ("round", "check", "1"), ("round", "publish", "1", "--words", "门户网站公示"),
        ("round", "verify", "1"), ("round", "list"), ("round", "export", "1", "--out", str(file)),
    ):  # fmt: skip
        assert main(list(asked)) == 0
    said = capsys.readouterr().out
    assert "已封账：编号1" in said
    assert "已公示：编号1" in said
    assert "一致：重新计算的结果与封存的完全相同" in said
    assert verify(file.read_bytes()).scope.as_of == JUNE


def test_a_round_by_a_score_sheet_is_sealed_and_proved_from_its_file(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    report(JUNE)
    file = tmp_path / "考核.zip"
    asked = (*SEAL, "--standard", "default100")
    for each in (asked, ("round", "verify", "1"), ("round", "export", "1", "--out", str(file))):
        assert main(list(each)) == 0
    assert "一致：" in capsys.readouterr().out
    assert verify(file.read_bytes()).standard.source == sheet("default100").source


def test_the_wrong_step_is_refused_in_one_sentence(
    sqlite_database: str, capsys: pytest.CaptureFixture[str]
):
    report(JUNE)
    main(list(SEAL))
    assert main(["round", "final", "1"]) == 25
    assert "现为“草稿”，公示期满后才能定稿" in capsys.readouterr().err
