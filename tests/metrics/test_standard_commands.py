"""python -m metrics evaluate, evidence and seal by a score sheet (考核细则): what it is stands in every output."""

import json
from datetime import date
from pathlib import Path

import pytest

from metrics.__main__ import main
from sql.database.engine import session_scope
from sql.sheets.entering import HandScore, give_points
from tests.metrics.test_sealed_commands import COUNTY, report

ASKED = ("--as-of", "2023-07-31", "--rules", "gansu", "--standard", "default100")
OURS = "本系统默认百分制考核表（本系统默认，非官方）"


@pytest.fixture(autouse=True)
def reported(database: str) -> None:
    """Let a province report, and score a county by hand."""
    report(COUNTY, "620102")
    row = HandScore(COUNTY, "D5", "2.5", "评分人", date(2023, 8, 1), "文件两份")
    with session_scope(writing=True) as session:
        give_points(session, "default100", 2023, [row], today=date(2023, 8, 2))


def said(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert main([*command]) == 0
    return capsys.readouterr().out


def test_an_evaluation_by_the_default_sheet_says_that_it_is_ours(
    capsys: pytest.CaptureFixture[str],
):
    assert OURS in said(capsys, "evaluate", *ASKED)
    told = json.loads(said(capsys, "evaluate", *ASKED, "--format", "json"))
    assert told["standard"] == OURS
    assert {
        "region": COUNTY,
        "measure": "D5.1",
        "numerator": 250,
        "denominator": 400,
        "unknown": 0,
    } in (told["measures"])
    assert OURS in said(capsys, "evaluate", *ASKED, "--format", "csv").splitlines()[1]


def test_the_evidence_of_an_item_opens_down_to_who_scored_it(capsys: pytest.CaptureFixture[str]):
    shown = said(capsys, "evidence", *ASKED, "--measure", "D5.1", "--region", COUNTY)
    assert "评分人" in shown
    assert "文件两份" in shown


def test_a_sealed_sheet_verifies(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    out = str(tmp_path / "考核.zip")
    assert OURS in said(capsys, "seal", *ASKED, "--out", out)
    assert OURS in said(capsys, "verify", out)


def test_a_standard_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", "--standard", "jiangxi"])
    assert stopped.value.code == 2
    assert "default100" in capsys.readouterr().err
