"""python -m metrics trace: from a code to the file and row, in the database, in a round and in a file alone."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from metrics.__main__ import main
from metrics.packs.pack import rules_of
from metrics.rating.evaluation import evaluate
from metrics.scope import Scope
from metrics.sealing.trace import Traced, basis_of, code
from sql.database.engine import session_scope
from sql.reported import history
from sql.reported.submissions import accept
from sql.sealed import rounds
from tests.metrics.rating.test_evaluation import DAY, compound, province

JUNE, MAY = date(2023, 6, 30), date(2023, 5, 31)
SCOPE = Scope("620000", DAY, 2023, "gansu")


def report(day: date, unit: str, file: str, *compounds: dict[str, Any]) -> None:
    """Let a unit report its compounds in this order, from row 2 on; the province reports 区划."""
    tables = province(list(compounds)).tables
    sheets = {name: rows.with_row_index("sheet_row", 2) for name, rows in tables.items()}
    written = {"compound": [each["compound"] for each in compounds]}
    if compounds:
        order = pl.DataFrame(written).with_row_index("sheet_row", 2)
        sheets["compounds"] = tables["compounds"].join(order, on="compound")
        sheets["projects"] = sheets["projects"].filter(region=unit)
        del sheets["regions"]
    else:
        sheets = {"regions": sheets["regions"]}
    with session_scope(writing=True) as session:
        accept(
            session, unit=unit, as_of=day, sent_by="经办人", file_name=file,
            file_sha256=sha256(file.encode()).hexdigest(), sheets=sheets,
        )  # fmt: skip


def three_reports() -> None:
    """子区 reports for May, July and then, late, for June: what July repeats is written out again."""
    report(date(2023, 1, 1), "620000", "省.xlsx")
    one, two = compound(1, "620102"), compound(2, "620102", built_year=None)
    changed = compound(1, "620102", built_year=1995)
    report(MAY, "620102", "五月.xlsx", one, two)
    report(DAY, "620102", "七月.xlsx", two, one, compound(3, "620102", planned_on=None))
    report(JUNE, "620102", "六月.xlsx", changed, two)


def own_code(figure: str = "A02.2", region: str = "620102") -> str:
    with session_scope() as session:
        frames = history.frames(session, as_of=DAY, year=2023)
    own = evaluate(frames, rules_of(SCOPE), SCOPE.place)
    return code(Traced(figure, region, DAY, 2023, basis_of(SCOPE, own)))


def traced(capsys: pytest.CaptureFixture[str], *asked: str) -> dict[str, Any]:
    assert main(["trace", *asked, "--format", "json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def rows(told: dict[str, Any], sheet: str) -> dict[str, list[int]]:
    return {each["file_name"]: each["rows"] for each in told["sources"] if each["sheet"] == sheet}


def test_a_record_is_traced_to_the_file_and_row_that_wrote_it(
    sqlite_database: str, capsys: pytest.CaptureFixture[str]
):
    three_reports()
    told = traced(capsys, own_code())
    assert (told["name"], told["same"], told["round"]) == ("A02.2 对象符合条件", True, None)
    assert told["value"] == "50.0%（1/2）"
    # C01 was written out again for July because June came late: it reads as row 2 of May does.
    assert rows(told, "compounds") == {"五月.xlsx": [2, 3]}
    assert {each["file_sha256"] for each in told["sources"]} >= {
        sha256("五月.xlsx".encode()).hexdigest()
    }
    assert [(each["record"], each["met"]) for each in told["records"]] == [
        ("C01", True), ("C02", None),
    ]  # fmt: skip
    assert [(each["record"], each["reason"]) for each in told["excluded"]] == [
        ("C03", "列入计划日期未填报")
    ]
    assert [rule["key"] for rule in told["rules"]] == ["built_year_max", "points", "item_weights"]
    assert told["rules"][0]["document"].startswith("甘建城〔2022〕15号")


def test_it_reads_as_text_with_the_figure_first(
    sqlite_database: str, capsys: pytest.CaptureFixture[str]
):
    three_reports()
    assert main(["trace", own_code().lower().replace("-", " ")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:3] == ["数字：子区（620102）　A02.2 对象符合条件", "数值：50.0%（1/2）"]
    assert "出处：与出具时的数据和参数一致。" in lines
    assert "数据缺失的记录（1条）" in lines


def test_after_the_data_changed_the_figure_of_now_is_told_as_such(
    sqlite_database: str, capsys: pytest.CaptureFixture[str]
):
    three_reports()
    before = own_code()
    report(DAY, "620102", "更正.xlsx", compound(1, "620102"))
    told = traced(capsys, before)
    assert (told["same"], told["value"]) == (False, "100.0%（1/1）")


def test_a_sealed_round_keeps_the_figure_and_its_sources(
    sqlite_database: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    three_reports()
    with session_scope(writing=True) as session:
        number = rounds.keep(session, rounds.judged(session, SCOPE), title="七月评价", by="经办人")
        file = rounds.file_of(session, number)
    before = own_code()
    report(DAY, "620102", "更正.xlsx", compound(1, "620102"))
    told = traced(capsys, before)
    assert (told["same"], told["value"]) == (True, "50.0%（1/2）")
    assert told["round"] == "2023年度第1轮封账"
    assert rows(told, "compounds") == {"五月.xlsx": [2, 3]}
    path = tmp_path / "七月.zip"
    path.write_bytes(file)
    alone = traced(capsys, before, "--sealed", str(path))
    assert alone["round"] == "封账文件七月.zip"
    assert {**alone, "round": None} == {**told, "round": None}
    assert main(["trace", own_code(), "--sealed", str(path)]) == 1
    assert "不出自这份封账文件" in capsys.readouterr().err


@pytest.mark.parametrize(
    "figure", ["score", "rank", "A02", "start_rate", "returned:paid", "lights_黑"]
)
def test_every_kind_of_figure_reads_as_text(
    sqlite_database: str, capsys: pytest.CaptureFixture[str], figure: str
):
    three_reports()
    assert main(["trace", own_code(figure)]) == 0
    assert "与出具时的数据和参数一致" in capsys.readouterr().out


def test_an_unsound_code_ends_with_code_15_and_one_sentence(
    capsys: pytest.CaptureFixture[str],
):
    assert main(["trace", "3D5V-4CD2-1D17"]) == 15
    assert "校验位不符" in capsys.readouterr().err
