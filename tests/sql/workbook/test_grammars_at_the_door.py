"""Columns with a grammar at import: kept in one spelling, rounded with a word, or refused with what is."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from metrics.records.findings import CellError, Severity
from sql.workbook.reading.parse import Parsed, parse_sheet
from sql.workbook.reading.read import read_workbook
from tests.workbooks import made

RETURN = ("行政区划代码", "计划年度", "计划小区数", "已开工小区数", "公布开工率")
TASK = ("任务序号", "任务内容", "责任单位", "完成时限")


def returned(tmp_path: Path, value: object, shape: str = "General") -> Parsed:
    """Read a county's return with one 公布开工率, in a cell of that number format."""
    path = tmp_path / "x.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "进展报表"
    page.append(RETURN)
    page.append(("620102", 2023, 3, 2, value))
    page["E2"].number_format = shape
    book.save(path)
    return parse_sheet(read_workbook(path).sheets["returns"])


def found(errors: tuple[CellError, ...]) -> list[tuple[str, Severity]]:
    return [(error.message, error.severity) for error in errors]


@pytest.mark.parametrize(
    ("value", "shape", "kept"),
    [
        ("94.8%", "@", "94.8%"),
        ("94.8％", "General", "94.8%"),
        (0.948, "0.0%", "94.8%"),
        (1.629, "0%", "162.9%"),
        (1, "0%", "100%"),
        ("全部开工", "General", "全部开工"),
        (None, "0.0%", None),
    ],
)
def test_what_is_meant_without_doubt_is_kept_in_one_spelling(
    value: object, shape: str, kept: str | None, tmp_path: Path
):
    parsed = returned(tmp_path, value, shape)
    assert parsed.errors == ()
    assert parsed.frame["published_start_rate"].item() == kept


@pytest.mark.parametrize(
    ("value", "shape", "kept"),
    [(2 / 3, "0.0%", "66.67%"), ("94.812%", "General", "94.81%"), (0.99996, "0%", "99.99%")],
)
def test_too_many_decimals_are_rounded_and_said(
    value: object, shape: str, kept: str, tmp_path: Path
):
    parsed = returned(tmp_path, value, shape)
    ((said, severity),) = found(parsed.errors)
    assert severity is Severity.WARN
    assert f"小数过长，已四舍五入为“{kept}”" in said or kept == "99.99%"
    assert parsed.frame["published_start_rate"].item() == kept


@pytest.mark.parametrize("value", ["无", "94.8", 94.8, "0.948", 0.948, "/", "约九成"])
def test_anything_else_is_refused_with_what_is_accepted(value: object, tmp_path: Path):
    parsed = returned(tmp_path, value)
    ((said, severity),) = found(parsed.errors)
    assert severity is Severity.REFUSE
    assert said == (
        f"“公布开工率”填的“{value}”无法识别，应为带百分号的百分数（如94.8%，最多两位小数）"
        "或“全部开工”，没有公布的请留空。"
    )


def task(tmp_path: Path, **cells: str) -> Parsed:
    row: Mapping[str, str] = {
        "任务序号": "1", "任务内容": "出台细则", "责任单位": "甲局", "完成时限": "2023年8月", **cells,
    }  # fmt: skip
    rows = (TASK, tuple(row[heading] for heading in TASK))
    path = made.write(tmp_path / "x.xlsx", {"重点任务": rows})
    return parse_sheet(read_workbook(path).sheets["tasks"])


@pytest.mark.parametrize("deadline", ["尽快", "8月底前", "2023年13月", "无", "0000年8月"])
def test_a_deadline_that_no_light_could_read_is_refused(deadline: str, tmp_path: Path):
    ((said, _),) = found(task(tmp_path, 完成时限=deadline).errors)
    assert f"“完成时限”填的“{deadline}”无法识别，请写明年月，如“2023年8月”" in said


def test_a_task_that_nobody_answers_for_is_refused(tmp_path: Path):
    ((said, _),) = found(task(tmp_path, 责任单位="、、").errors)
    assert said == "“责任单位”填的“、、”无法识别，请写单位名称，多个单位用顿号分开。"
    assert task(tmp_path, 责任单位="甲局、 乙局", 完成时限="2023年三季度").errors == ()


@pytest.mark.parametrize("code", ["62010X", "6203", "甲市", "62 01 02 1", "6201020"])
def test_a_division_whose_pages_could_not_be_opened_is_refused(code: str, tmp_path: Path):
    rows = (*made.REGIONS, (code, "丁县", "县", "620100"))
    path = made.write(tmp_path / "x.xlsx", {"区划": rows})
    ((said, _),) = found(parse_sheet(read_workbook(path).sheets["regions"]).errors)
    assert said == f"“行政区划代码”填的“{code}”无法识别，应为6位数字的行政区划代码。"


def test_a_division_code_from_a_number_cell_is_kept(tmp_path: Path):
    rows = (*made.REGIONS, (620300, "丁市", "市", 620000), ("６２０４００", "戊市", "市", "无"))
    path = made.write(tmp_path / "x.xlsx", {"区划": rows})
    parsed = parse_sheet(read_workbook(path).sheets["regions"])
    assert parsed.errors == ()
    assert parsed.frame["region"].to_list()[-2:] == ["620300", "620400"]
    assert parsed.frame["parent"].to_list()[-2:] == ["620000", None]
