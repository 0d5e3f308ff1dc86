"""The supervision table of regions as Excel and PDF: the rows, headings and marks of the screen."""

from datetime import date
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
from metrics.__main__ import main as metrics
from metrics.packs.pack import load_pack
from metrics.progress.published import start_table as published
from metrics.progress.published_changes import start_changes, total_change
from metrics.progress.rule_keys import full_start_shown
from metrics.views.progress import start_tables
from sql.supplied import published as national_tables
from tests.exports.reading_papers import expected, headings, pdf_text, squeezed
from tests.metrics.progress.national_tables import national
from tests.reading_tables import labels
from tests.sql.statement_rows import Row, region, submit


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


def accepted(day: date, *returns: Row) -> None:
    """Keep a province with two cities, and what each of them returned."""
    province = {"level": "省", "parent": None}
    cities = [region(code, name, level="市", parent="620000") for code, name in CITIES.items()]
    submit(day, region("620000", "示例省", **province), *cities, unit="620000")
    for row in returns:
        submit(day, unit=str(row["region"]), returns=[{"year": day.year, **row}])


CITIES = {"620100": "甲市", "620200": "乙市"}
FIRST = {"region": "620100", "planned_compounds": 7, "started_compounds": 8}
ASKED = ("--place", "620000", "--as-of")


def rows_in(path: Path) -> dict[object, tuple[object, ...]]:
    page = openpyxl.load_workbook(path).worksheets[0]
    return {row[2]: row for row in page.iter_rows(values_only=True)}


@pytest.mark.parametrize("text", ["无", "94.8", "0.948"])
def test_早已入库而无法识别的公布开工率_不妨碍全省的表_简报和变化(
    text: str, sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    days = date(2023, 6, 30), date(2023, 7, 31)
    for day in days:
        accepted(day, FIRST, {"region": "620200", "published_start_rate": text})
    table, briefing = tmp_path / "表.xlsx", tmp_path / "简报.pdf"
    assert main(["table", *ASKED, "2023-07-31", "--out", str(table)]) == 0
    rows = rows_in(table)
    assert not rows["乙市"][0]
    assert any("无法识别" in str(cell) for cell in rows["乙市"])
    assert not any("无法识别" in str(cell) for cell in rows["甲市"])
    assert main(["briefing", *ASKED, "2023-07-31", "--out", str(briefing)]) == 0
    assert "公布开工率无法识别的1个：乙市。" in pdf_text(briefing.read_bytes(), tmp_path)
    capsys.readouterr()
    ends = ("--from", "2023-06-30", "--to", "2023-07-31")
    assert metrics(["changes", "--place", "620000", *ends]) == 0
    assert f"公布开工率“{text}”无法识别，请更正" in capsys.readouterr().out


def test_早于参数生效日的报表也能出表_简报和变化(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    for day in (date(2021, 7, 31), date(2021, 8, 31)):
        accepted(day, FIRST, {"region": "620200", "planned_compounds": 9, "started_compounds": 0})
    table, briefing = tmp_path / "表.xlsx", tmp_path / "简报.pdf"
    assert main(["table", *ASKED, "2021-08-31", "--out", str(table)]) == 0
    assert main(["briefing", *ASKED, "2021-08-31", "--out", str(briefing)]) == 0
    ends = ("--from", "2021-07-31", "--to", "2021-08-31")
    assert metrics(["changes", "--place", "620000", *ends]) == 0
    assert "各地开工变化" in capsys.readouterr().out
    # To hold it against a ledger needs a rule; the sentence offers no option that a command may not have.
    assert metrics(["reconcile", *ASKED, "2021-08-31"]) == 12
    said = capsys.readouterr().err
    assert "尚未生效，最早自2021-12-14起有值" in said
    assert "--" not in said


def test_省级的表不印全部开工_除非参数要求(sqlite_database: str, tmp_path: Path):
    accepted(date(2023, 7, 31), FIRST, {**FIRST, "region": "620200", "started_compounds": 7})
    out = tmp_path / "表.xlsx"
    assert main(["table", *ASKED, "2023-07-31", "--out", str(out)]) == 0
    rows = rows_in(out)
    assert "全部开工" not in " ".join(map(str, (*rows["甲市"], *rows["乙市"])))
    assert [rows[name][0] for name in ("甲市", "乙市")] == [1, 2]
    regions = national("2023-06").regions
    rules = load_pack("national").on(date(2023, 6, 30))
    assert full_start_shown(rules, regions, "100000")
    assert not full_start_shown(rules, regions, "620000")
    assert full_start_shown(rules.but(full_start_display="是"), regions, "620000")
    assert not full_start_shown(rules.but(full_start_display="否"), regions, "100000")
    assert not full_start_shown(load_pack("national").on(date(2021, 1, 1)), regions, "100000")
