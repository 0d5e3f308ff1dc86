"""The supervision table of regions as Excel and PDF: the rows, headings and marks of the screen."""

from pathlib import Path

import openpyxl
import pytest

from exports.__main__ import main
from exports.excel import render as excel
from exports.excel.sheet_cells import kept
from exports.papers import start_table
from exports.papers.sheet_layout import columns
from exports.papers.sheet_paper import SheetPaper
from exports.pdf import wide_pdf
from metrics.packs.pack import load_pack
from metrics.progress.published import start_table as published
from metrics.progress.published_changes import start_changes, total_change
from metrics.views.progress import start_tables
from sql.supplied import published as national_tables
from tests.exports.reading_papers import expected, headings, pdf_text, squeezed
from tests.metrics.progress.national_tables import national
from tests.reading_tables import labels


def paper(month: str, before: str | None = None) -> SheetPaper:
    frames = national(month)
    year = frames.year
    now = published(frames, place="100000", year=year)
    then = published(national(before), place="100000", year=year) if before else None
    change = total_change(now, then)
    table = start_tables.supervision(start_changes(now, then), now, change=change, cap=True)
    rules = load_pack("national").on(frames.as_of)
    return start_table.compose(table, frames, rules, place="100000", asked={"地区": ""})


@pytest.mark.parametrize(("month", "before"), [("2023-09", "2023-06"), ("2022-12", None)])
def test_PDF与屏幕逐行一致(month: str, before: str | None, tmp_path: Path):
    composed = paper(month, before)
    text = pdf_text(wide_pdf.render(composed), tmp_path)
    at = 0
    for row in expected(composed):
        found = text.find(squeezed("".join(row)), at)
        assert found >= at, row
        at = found


def test_Excel有多层表头和合计():
    composed = paper("2023-09", "2023-06")
    upper, lower = headings(composed, excel.render(composed))
    assert "开工率（按小区数）" in upper
    assert "变化（百分点）" in lower
    assert expected(composed)[0][0] == "合计（32家）"


def test_依据写明范围_数据和家数():
    basis = dict(paper("2023-09").basis)
    assert basis["范围"] == "全国，2023年度计划"
    assert basis["地区"] == "32家"
    assert len(basis["数据摘要"]) == 64


def test_栏目少时用A4_单独一栏的上层表头不折行():
    composed = paper("2022-12")
    assert composed.size == "a4"
    alone = labels(composed.table).index("开工率（按户数）·实际计算")
    assert columns(composed)[alone].width >= 2 * len("开工率（按户数）")


@pytest.mark.parametrize(
    ("months", "name", "shape"),
    [
        (("2022-12",), "start_rate", "0.00%"),
        (("2023-09", "2023-06"), "rate_change", "+0.00;-0.00;0.00"),
        (("2023-09", "2023-06"), "started_change", "+#,##0;-#,##0;0"),
    ],
)
def test_增减数_百分数和百分点在Excel中仍是数(months: tuple[str, ...], name: str, shape: str):
    table = paper(*months).table
    column = table.columns[table.place(name)]
    known = [kept(cell, column) for cell in table.at(name) if cell.value is not None]
    assert known
    assert {each.format for each in known} == {shape}


def test_命令行为没有台账的范围生成各地督导表(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    national_tables.load()
    out = tmp_path / "督导表.xlsx"
    asked = ["table", "--place", "100000", "--as-of", "2023-09-30", "--out", str(out)]
    assert main(asked) == 0
    page = openpyxl.load_workbook(out)["2023年度各地开工督导表"]
    rows = {row[2]: row for row in page.iter_rows(values_only=True)}
    assert rows["甘肃省"][3:7] == (1_179, 472, "▲94.2%", 37.2)
    # June has no earlier table of its year: nothing is compared.
    asked[4] = "2023-06-30"
    assert main(asked) == 0
    basis = dict(openpyxl.load_workbook(out)["依据"].iter_rows(max_col=2, values_only=True))
    assert "没有更早的同年度报表" in basis["筛选条件"]
    assert main([*asked, "--light", "红"]) == 2
    assert "没有项目台账" in capsys.readouterr().err
