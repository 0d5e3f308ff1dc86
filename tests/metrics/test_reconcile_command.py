"""python -m metrics reconcile on a small database."""

import json
from datetime import date
from typing import Any

import pytest

from metrics.__main__ import main
from sql.database import engine
from sql.reported.submissions import accept
from tests.metrics.small_frames import division, frames

DAY = date(2023, 7, 28)
ASKED = ["reconcile", "--as-of", "2023-07-28", "--format"]


@pytest.fixture(autouse=True)
def reported(sqlite_database: str) -> None:
    """Report a county whose return counts one start more than its ledger."""
    home = {"buildings": 1, "floor_area": 1, "households": 80, "planned_on": date(2023, 1, 5)}
    found = frames(
        regions=[
            division("620000", "省", None, "某省"), division("620100", "市", "620000", "某市"),
            division("620102", "县", "620100", "子区"),
        ],
        projects=[{"project": "P", "name": "项目", "region": "620102", "plan_year": 2023}],
        compounds=[{"compound": "C", "name": "院", "project": "P", **home}],
        returns=[{"region": "620102", "year": 2023, "planned_compounds": 1,
                  "started_compounds": 1}],
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


def test_json_lists_every_item_with_its_question_and_the_sums_by_city(
    capsys: pytest.CaptureFixture[str],
):
    result: dict[str, Any] = json.loads(printed(capsys, "json"))
    assert (result["as_of"], result["year"], result["place"]) == ("2023-07-28", 2023, "620000")
    assert result["tolerance"] == {"数量": 0, "资金比例": "0.1%", "资金(万元)": 1}
    items = {item["figure"]: item for item in result["items"]}
    assert items["started_compounds"] == {
        "region": "620102", "year": 2023, "figure": "started_compounds", "ledger": 0,
        "ledger_unknown": 0, "returns": 1, "difference": 1, "result": "query",
        "question": "子区2023年已开工小区数：进展报表填1个，台账合计0个，报表多1个，请核实并更正。",
    }  # fmt: skip
    assert items["planned_compounds"]["result"] == "equal"
    assert items["planned_households"]["result"] == "no_return"
    (city,) = [
        row
        for row in result["cities"]
        if (row["region"], row["figure"]) == ("620100", "started_compounds")
    ]
    assert (city["query"], city["ledger"], city["returns"], city["difference"]) == (1, 0, 1, 1)


def test_one_result_can_be_kept_and_written_as_csv(capsys: pytest.CaptureFixture[str]):
    assert printed(capsys, "csv", "--result", "query").splitlines() == [
        "region,year,figure,ledger,ledger_unknown,returns,difference,result",
        "620102,2023,started_compounds,0,0,1,1,query",
    ]


def test_the_table_lists_what_is_not_equal_and_tells_the_tolerance(
    capsys: pytest.CaptureFixture[str],
):
    text = printed(capsys, "table")
    assert "需核实" in text
    assert "报表未填" in text
    assert "本系统默认" in text
    _, items = text.split("台账报表核对：")
    assert "计划小区数" not in items
