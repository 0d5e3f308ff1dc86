"""python -m metrics on a small database: the JSON contract, evidence, rules, and clear refusals."""

import json
from datetime import date
from pathlib import Path

import pytest

from metrics.__main__ import main
from metrics.command_line import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR
from metrics.records.sheets.projects import PROJECTS
from sql.database import engine
from sql.reported.submissions import accept
from sql.workbook.reading import scalars
from tests.metrics.rating.test_evaluation import DAY, MONEY, TWO_COUNTIES, province


@pytest.fixture
def reported(sqlite_database: str) -> None:
    """Use a database in which the province reported two counties, two funds and one divisions table."""
    tables = province(TWO_COUNTIES, funds=MONEY).tables
    sheets = {name: rows.with_row_index("sheet_row", 2) for name, rows in tables.items()}
    with engine.session_scope(writing=True) as session:
        accept(
            session,
            unit="620000",
            as_of=DAY,
            sent_by=None,
            file_name="省.xlsx",
            file_sha256="0" * 64,
            sheets=sheets,
        )


pytestmark = pytest.mark.usefixtures("reported")
EVALUATE = ["evaluate", "--as-of", "2023-07-31", "--year", "2023", "--rules", "gansu"]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments]) == 0
    return capsys.readouterr().out


def test_json_is_the_contract(capsys: pytest.CaptureFixture[str]):
    result = json.loads(printed(capsys, *EVALUATE, "--format", "json"))
    assert list(result) == [
        "as_of", "year", "rules", "rules_on", "data_digest", "rules_digest", "measures", "scores",
    ]  # fmt: skip
    assert (result["as_of"], result["year"], result["rules"]) == ("2023-07-31", 2023, "gansu")
    found = {(row["region"], row["measure"]): row for row in result["measures"]}
    assert found["620103", "A02.2"] == {
        "region": "620103", "measure": "A02.2", "numerator": 0, "denominator": 3, "unknown": 1,
    }  # fmt: skip
    county = next(row for row in result["scores"] if row["region"] == "620103")
    assert set(county) == {
        "region", "level", "score", "grade", "vetoes", "rank", "rank_best", "rank_worst", "group",
    }  # fmt: skip
    assert (county["level"], county["group"], county["vetoes"]) == ("county", "small", ["A02.2"])
    assert county["score"] == f"{float(county['score']):.2f}"


def test_one_level_keeps_its_regions_alone(capsys: pytest.CaptureFixture[str]):
    result = json.loads(printed(capsys, *EVALUATE, "--format", "json", "--level", "city"))
    assert {row["region"] for row in result["scores"]} == {"620100", "620200"}
    assert {row["region"] for row in result["measures"]} == {"620100", "620200"}


def test_the_same_question_prints_the_same_bytes(capsys: pytest.CaptureFixture[str]):
    first = printed(capsys, *EVALUATE, "--format", "json")
    assert printed(capsys, *EVALUATE, "--format", "json") == first


def test_csv_has_the_same_scores(capsys: pytest.CaptureFixture[str]):
    lines = printed(capsys, *EVALUATE, "--format", "csv").splitlines()
    assert lines[0] == "region,level,score,grade,vetoes,rank,rank_best,rank_worst,group"
    assert lines[-1].startswith("620200,city,")


@pytest.mark.parametrize(
    "asked", [EVALUATE, ["evidence", *EVALUATE[1:], "--measure", "B04.1", "--region", "620000"]]
)
def test_a_file_opens_in_excel_on_windows(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "结果.csv"
    told = printed(capsys, *asked, "--format", "csv", "--out", str(out))
    assert told == f"已写出：{out}\n"
    text = printed(capsys, *asked, "--format", "csv")
    assert out.read_bytes() == b"\xef\xbb\xbf" + text.encode()


def test_a_file_that_cannot_be_written_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def locked(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "write_text", locked)
    assert main([*EVALUATE, "--format", "csv", "--out", str(tmp_path / "结果.csv")]) == 2
    assert "无法写入" in capsys.readouterr().err


def test_the_table_is_chinese_and_carries_its_basis(capsys: pytest.CaptureFixture[str]):
    text = printed(capsys, *EVALUATE)
    for part in ("子区", "小样本组", "A02.2", "数据摘要", "甘肃省"):
        assert part in text


def test_evidence_needs_no_more_than_a_measure_and_a_place(capsys: pytest.CaptureFixture[str]):
    text = printed(capsys, "evidence", "--measure", "A02.2", "--region", "6201")
    assert "A02.2 对象符合条件：9条记录" in text
    assert "建成年份" in text
    unmet = printed(
        capsys, "evidence", "--measure", "A02.2", "--region", "6201", "--verdict", "unmet",
        "--format", "json",
    )  # fmt: skip
    assert [row["record"] for row in json.loads(unmet)] == ["C11", "C12"]


def test_rules_show_document_and_inheritance(capsys: pytest.CaptureFixture[str]):
    text = printed(capsys, "rules", "--place", "620102")
    assert "甘建城〔2022〕15号" in text
    assert "继承自全国" in text


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["evaluate", "--rules", "atlantis"], 2, "可用的有"),
        (["evaluate", "--rules-on", "2020-01-01"], 12, "尚未生效"),
        (["evaluate", "--place", "999999"], 2, "区划中没有"),
        (["evaluate", "--as-of", "2020-01-01", "--rules-on", "2023-07-31"], 14, "区划"),
        (["evidence", "--measure", "A99.1", "--region", "6201"], 2, "没有编号"),
        (["rules", "--place", "123456"], 2, "没有代码为“123456”的地区"),
        (
            ["evaluate", "--year", "2016"],
            14,
            "没有2016年度的项目台账，不能评价；已报送的年度：2023",
        ),
    ],
    ids=["pack", "day", "place", "too early", "measure", "nobody", "year"],
)
def test_mistakes_are_one_chinese_line_and_an_exit_code(
    arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]
):
    assert main(arguments) == code
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("year", ["0", "-1", "99999", "今年", "２０２３"])
def test_a_year_that_no_plan_can_have_is_refused(year: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", "--year", year])
    assert stopped.value.code == 2
    assert f"“{year}”不是年度，应为2015至2100之间" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["0001-01-01", "1949-09-30", "2101-01-01", "9999-12-31"])
def test_a_day_that_no_cell_can_have_is_refused(day: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", "--as-of", day])
    assert stopped.value.code == 2
    assert f"“{day}”应在1949-10-01至2100-12-31之间" in capsys.readouterr().err


def test_years_of_options_are_those_of_plans():
    plan_year = PROJECTS.column("plan_year")
    assert (plan_year.low, plan_year.high) == (FIRST_YEAR, LAST_YEAR)
    assert (FIRST_DAY, LAST_DAY) == (scalars.FIRST_DAY, scalars.LAST_DAY)


def test_the_newest_data_date_and_its_year_are_the_default(capsys: pytest.CaptureFixture[str]):
    result = json.loads(printed(capsys, "evaluate", "--format", "json"))
    assert (date.fromisoformat(result["as_of"]), result["year"]) == (DAY, 2023)
    assert result["rules"] == "local"


WRONG = {
    ("rules", "--place"): "（--place：后面缺少内容）",
    ("evidence",): "（缺少--measure",
    ("rules", "--nonsense"): "（不认识--nonsense）",
    ("evaluate", "--format", "pdf"): "（--format：没有'pdf'，可用：",
    ("evaluate", "--rule", "gansu"): "（--rule可能是：--rules, --rules-on，请写全）",
}


@pytest.mark.parametrize("argv", WRONG)
def test_what_the_parser_says_of_a_mistake_is_chinese(
    argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        main(list(argv))
    assert WRONG[argv] in capsys.readouterr().err


def test_a_county_that_never_reported_says_so_beside_its_grade(capsys: pytest.CaptureFixture[str]):
    lines = printed(capsys, *EVALUATE, "--level", "county").splitlines()
    assert all(
        "未报送" in line and " 差" not in line for line in lines if "丑县" in line or "子区" in line
    )
    assert any("丑县" in line for line in lines)
