"""Small workbooks as officers type them: rows of cells under headings, nothing of our template."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

Rows = Sequence[Sequence[object]]

REGIONS = (
    ("行政区划代码", "名称", "层级", "上级代码"),
    ("620000", "示例省", "省", None),
    ("620100", "甲市", "市", "620000"),
    ("620102", "甲一区", "县", "620100"),
    ("620103", "甲二区", "县", "620100"),
    ("620200", "乙市", "市", "620000"),
)
"""A province, a city with two counties, and a city without counties."""

PROJECTS = (
    ("项目编码", "项目名称", "行政区划代码", "计划年度", "计划总投资(万元)", "累计完成投资(万元)"),
    ("P1", "一号项目", "620102", 2023, 300, 100),
    ("P2", "二号项目", "620102", 2023, 300.5, 0),
)
COMPOUNDS = (
    ("小区编码", "小区名称", "项目编码", "户数", "楼栋数", "建筑面积(㎡)", "实际开工日期",
     "列入计划日期"),
    ("C1", "一号院", "P1", 100, 4, 8000, date(2023, 4, 6), date(2023, 1, 10)),
    ("C2", "二号院", "P2", 90, 3, 7200.5, None, date(2023, 1, 10)),
)  # fmt: skip
FUNDS = (
    ("项目编码", "资金来源", "计划金额(万元)", "到位金额(万元)", "支付金额(万元)"),
    ("P1", "中央财政补助", 200, 150, 80),
    ("P2", "省财政", 100.25, None, None),
)


def county() -> dict[str, Rows]:
    """Return the sheets of a valid workbook of county 620102."""
    return {"项目": PROJECTS, "小区": COMPOUNDS, "资金": FUNDS}


def province() -> dict[str, Rows]:
    """Return the sheets of a valid workbook of province 620000."""
    return {"区划": REGIONS}


def write(path: Path, sheets: Mapping[str, Rows], *, top: int = 0, left: int = 0) -> Path:
    """Write sheets of rows starting at a corner; dates as dates, text as text."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows, start=top):
                for column, value in enumerate(row, start=left):
                    put(page, at, column, value)
    return path


def put(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object) -> None:
    """Write one cell, text as text whatever it looks like."""
    if isinstance(value, str) and not value.startswith("="):
        page.write_string(row, column, value)
    elif value is not None:
        page.write(row, column, value)


def changed(
    sheets: Mapping[str, Rows], sheet: str, row: int, heading: str, value: object
) -> dict[str, Rows]:
    """Return the sheets with one cell changed; `row` counts data rows from 1.

    A heading that the sheet lacks is added as its last column.
    """
    rows = [list(r) for r in sheets[sheet]]
    if heading not in rows[0]:
        rows[0].append(heading)
    for line in rows[1:]:
        line += [None] * (len(rows[0]) - len(line))
    rows[row][rows[0].index(heading)] = value
    return {**sheets, sheet: rows}
