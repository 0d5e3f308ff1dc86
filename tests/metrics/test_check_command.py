"""python -m metrics check on a small database."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from metrics.__main__ import main
from sql.database import engine
from sql.reported.submissions import accept
from tests.metrics.small_frames import division, frames

DAY = date(2023, 7, 28)
ASKED = ["check", "--as-of", "2023-07-28", "--format"]


@pytest.fixture(autouse=True)
def reported(sqlite_database: str) -> None:
    """Report a county with a compound that began before its vote."""
    home = {
        "buildings": 1,
        "floor_area": 1,
        "households": 80,
        "planned_on": date(2023, 1, 5),
        "started_on": date(2023, 3, 1),
        "scheme_voted_on": date(2023, 3, 5),
    }
    found = frames(
        regions=[
            division("620000", "省", None, "某省"), division("620100", "市", "620000", "某市"),
            division("620102", "县", "620100", "子区"),
        ],
        projects=[{"project": "P", "name": "项目", "region": "620102", "plan_year": 2023}],
        compounds=[{"compound": "C", "name": "院", "project": "P", **home}],
    )  # fmt: skip
    sheets = {name: rows.with_row_index("sheet_row", 2) for name, rows in found.tables.items()}
    with engine.session_scope(writing=True) as session:
        accept(
            session, unit="620000", as_of=DAY, sent_by="报送员", file_name="省.xlsx",
            file_sha256="a" * 64, sheets=sheets,
        )  # fmt: skip


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*ASKED, *arguments]) == 0
    return capsys.readouterr().out


def test_json_lists_every_question_with_its_figures_and_how_far_each_place_was_checked(
    capsys: pytest.CaptureFixture[str],
):
    result: dict[str, Any] = json.loads(printed(capsys, "json"))
    assert (result["as_of"], result["year"], result["place"]) == ("2023-07-28", 2023, "620000")
    (asked,) = [hit for hit in result["hits"] if hit["check"] == "G05"]
    assert (asked["severity"], asked["region"], asked["unit"], asked["key"]) == (
        "严重", "620102", "620000", ["C", "P"],
    )  # fmt: skip
    assert asked["numbers"]["started_on"] == "2023-03-01"
    assert "请说明" in asked["sentence"]
    states = {(row["check"], row["region"]): row["state"] for row in result["states"]}
    assert states["G05", "620102"] == "已检查"
    assert states["G08", "620102"] == "无数据，未检查"


def test_one_check_can_be_kept_and_written_as_csv(capsys: pytest.CaptureFixture[str]):
    lines = printed(capsys, "csv", "--check", "G05", "--severity", "严重").splitlines()
    assert lines[0].startswith("check,severity,region,unit,sheet,record")
    assert [line.split(",")[:6] for line in lines[1:]] == [
        ["G05", "严重", "620102", "620000", "compounds", "C P"]
    ]
    assert len(printed(capsys, "csv", "--severity", "提示").splitlines()) == 1


def test_the_table_lists_checks_questions_and_what_was_not_checked(
    capsys: pytest.CaptureFixture[str],
):
    text = printed(capsys, "table")
    assert text.index("按检查项目：30条") < text.index("未检查的项目：") < text.index("询问事项：")
    assert "命中只询问，不改变得分、等次和名次。" in text
    assert "居民问卷" in text


def test_questions_can_be_written_to_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    out = tmp_path / "询问.csv"
    assert "已写出" in printed(capsys, "csv", "--out", str(out))
    assert out.read_text(encoding="utf-8-sig").startswith("check,severity")
