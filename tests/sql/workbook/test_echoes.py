"""已指出要改的单元格，由它引起的其他问题不再说。"""

from datetime import date

from sql.reported.intake import open_workbook
from sql.workbook.checking.check import check
from sql.workbook.checking.context import Checked
from tests.sql.workbook.checked import AS_OF, known_divisions
from tests.workbooks import made


def _found(tmp_path, sheets):
    """返回读表和检查中各单元格的问题。"""
    opened = open_workbook(made.write(tmp_path / "x.xlsx", sheets))
    book = Checked(sheets=opened.sheets, unit="620102", as_of=AS_OF, known=known_divisions())
    read = [error for sheet in opened.sheets.values() for error in sheet.errors]
    return [(f.sheet, f.cell, f.code) for f in (*read, *check(book))]


def _with(cells):
    sheets = made.county()
    for sheet, row, heading, value in cells:
        sheets = made.changed(sheets, sheet, row, heading, value)
    return sheets


def test_日期读不出的_不再说该日期未报(tmp_path):
    sheets = _with([
        ("小区", 1, "实际开工日期", "四月初"),
        ("小区", 1, "实际完工日期", date(2023, 6, 1)),
        ("小区", 1, "形象进度(%)", "100%"),
    ])  # fmt: skip
    assert _found(tmp_path, sheets) == [("小区", "G2", "not_a_date")]


def test_户数超出范围的_不再说其他户数多于它(tmp_path):
    sheets = _with([("小区", 1, "户数", 0), ("小区", 1, "参与征询户数", 50)])
    assert _found(tmp_path, sheets) == [("小区", "D2", "too_small")]


def test_户数读不出的_不再按不全的户数算户均投资(tmp_path):
    sheets = _with([("小区", 1, "户数", "约百户"), ("项目", 1, "计划总投资(万元)", 9999)])
    assert _found(tmp_path, sheets) == [("小区", "D2", "not_a_count_from_1")]


def test_项目编码读不出的_不再说小区的项目不存在(tmp_path):
    sheets = _with([("项目", 1, "项目编码", "/")])
    assert _found(tmp_path, sheets) == [("项目", "A2", "placeholder_here")]


def test_晚于数据截止日期的日期_不再提示早于计划年度(tmp_path):
    sheets = _with([("项目", 1, "计划年度", 2025), ("小区", 1, "实际开工日期", date(2024, 1, 1))])
    assert _found(tmp_path, sheets) == [("小区", "G2", "after_data_date")]


def test_别的单元格的问题照说(tmp_path):
    sheets = _with([("小区", 1, "户数", "约百户"), ("小区", 2, "参与征询户数", 500)])
    assert _found(tmp_path, sheets) == [
        ("小区", "D2", "not_a_count_from_1"), ("小区", "I3", "consulted_over_households"),
    ]  # fmt: skip
