"""python -m metrics changes on a small database."""

import json
from datetime import date
from typing import Any

import pytest

from metrics.__main__ import main
from metrics.records.frames import Frames
from sql.database import engine
from sql.reported.submissions import accept
from tests.metrics.rating.test_evaluation import TWO_COUNTIES, compound, province

FIRST, SECOND = date(2023, 7, 28), date(2023, 8, 4)


def report(found: Frames, day: date, *, unit: str = "620000") -> None:
    sheets = {name: rows.with_row_index("sheet_row", 2) for name, rows in found.tables.items()}
    with engine.session_scope(writing=True) as session:
        accept(
            session, unit=unit, as_of=day, sent_by="报送员", file_name=f"{unit}.xlsx",
            file_sha256=f"{day:%d}" * 32, sheets=sheets,
        )  # fmt: skip


@pytest.fixture(autouse=True)
def reported(sqlite_database: str) -> None:
    """Report twice: one compound was started meanwhile, and the households of one corrected."""
    report(province(TWO_COUNTIES), FIRST)
    first, second, *others = TWO_COUNTIES
    changed = [first | {"started_on": date(2023, 8, 1)}, second | {"households": 90}, *others]
    report(province(changed), SECOND)


ASKED = ["changes", "--from", "2023-07-28", "--to", "2023-08-04"]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments]) == 0
    return capsys.readouterr().out


def test_json_has_changes_moves_corrections_and_records(capsys: pytest.CaptureFixture[str]):
    result: dict[str, Any] = json.loads(printed(capsys, *ASKED, "--format", "json"))
    assert list(result) == [
        "from", "to", "known_at", "year", "place", "rules", "rules_digests", "changes", "updates",
        "rank_moves", "corrections", "records", "confirmed", "starts",
    ]  # fmt: skip
    counts = {(row["region"], row["kind"]): row["change"] for row in result["changes"]}
    assert [counts[code, "started"] for code in ("620000", "620102", "620103")] == [1, 1, 0]
    correction = result["corrections"][0]
    assert correction == {
        "sheet": "compounds", "record": "C01 P620102", "region": "620102", "change": "altered",
        "field": "households", "old": "100", "new": "90", "late": False, "unit": "620000",
        "sent_by": "报送员", "submission": 2,
    }  # fmt: skip
    assert [row["record"] for row in result["records"] if row["kind"] == "started"] == [
        "C00 P620102"
    ]
    for move in result["rank_moves"]:
        parts = [move[name] for name in ("rules", "late", "corrections", "own", "others")]
        assert move["status"] != "moved" or sum(parts) == move["move"]


def test_a_county_alone_keeps_its_rank_in_the_province(capsys: pytest.CaptureFixture[str]):
    worse = [compound(n, "620103", built_year=2010) for n in range(20, 26)]
    for unit in ("620000", "620103"):
        report(province([*TWO_COUNTIES, *worse]), date(2023, 8, 11), unit=unit)
    asked = ["changes", "--from", "2023-08-04", "--to", "2023-08-11", "--format", "json"]

    def ranks(*place: str) -> dict[str, int | None]:
        moves = json.loads(printed(capsys, *asked, *place))["rank_moves"]
        return {row["region"]: row["rank_after"] for row in moves}

    assert ranks()["620103"] == 2
    assert ranks("--place", "620103") == {"620103": 2}


def test_the_same_question_prints_the_same_bytes(capsys: pytest.CaptureFixture[str]):
    first = printed(capsys, *ASKED, "--format", "json")
    assert printed(capsys, *ASKED, "--format", "json") == first


def test_csv_has_a_line_for_each_region_of_the_level(capsys: pytest.CaptureFixture[str]):
    lines = printed(capsys, *ASKED, "--format", "csv", "--level", "county").splitlines()
    assert [line.split(",")[0] for line in lines] == ["region", "620102", "620103"]
    assert dict(zip(lines[0].split(","), lines[1].split(","), strict=True))["started"] == "1"


def test_the_table_is_official_chinese(capsys: pytest.CaptureFixture[str]):
    text = printed(capsys, *ASKED)
    for words in ("各地变化（2023-07-28至2023-08-04）", "本期开工", "数据更正", "户数", "报送员"):
        assert words in text


def test_what_was_known_at_a_moment_before_everything_is_refused(
    capsys: pytest.CaptureFixture[str],
):
    assert main([*ASKED, "--known-at", "2020-01-01"]) == 14
    assert "所指定的时刻尚未收到" in capsys.readouterr().err


def test_dates_the_wrong_way_round_are_refused(capsys: pytest.CaptureFixture[str]):
    assert main(["changes", "--from", "2023-08-04", "--to", "2023-07-28"]) == 2
    assert "请对调" in capsys.readouterr().err
