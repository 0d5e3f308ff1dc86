"""From the workbook to every paper: names in the scripts of the country, as units fill them in."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exports.__main__ import main
from exports.papers.minutes import compose as minutes
from exports.papers.minutes import draft
from exports.papers.order_paper import compose as order_paper
from exports.pdf.render import render
from sql.reported.intake import import_workbook
from tests.exports.papers.test_minutes import HELD, ORDER
from tests.exports.pdf.test_render import pages
from tests.workbooks import made

DAY = date(2023, 7, 28)
TIBETAN, UYGHUR, MONGOLIAN, YI = "ལྷ་ས་གྲོང་ཁྱེར།", "ئۈرۈمچى شەھىرى", "ᠬᠥᠬᠡᠬᠣᠲᠠ ᠶᠢᠨ", "ꆈꌠꉙ"
NAMES = (TIBETAN, UYGHUR, MONGOLIAN, YI)


def imported(tmp_path: Path, unit: str, sheets: dict[str, made.Rows]) -> list[str]:
    """Import a workbook and return what was found wrong."""
    path = made.write(tmp_path / f"{unit}.xlsx", sheets)
    return list(map(str, import_workbook(path, unit=unit, as_of=DAY).errors))


@pytest.fixture
def reported(sqlite_database: str, tmp_path: Path) -> None:
    """Let a province and a county report names in four scripts."""
    province = made.changed(made.province(), "区划", 3, "名称", f"{UYGHUR} 甲一区")
    county = made.changed(made.county(), "项目", 1, "项目名称", f"{TIBETAN}改造项目")
    county = made.changed(county, "项目", 2, "项目名称", f"{MONGOLIAN}、{YI}片区")
    assert imported(tmp_path, "620000", province) == []
    assert imported(tmp_path, "620102", county) == []


def letters(text: str) -> set[str]:
    """Return the letters of a text, whatever the order in which a reader of PDF gives them."""
    return {letter for letter in text if letter.isalpha()}


def test_简报和督导一张表都印得出(reported: None, tmp_path: Path):
    for command in ("briefing", "table"):
        out = tmp_path / f"{command}.pdf"
        assert main([command, "--as-of", str(DAY), "--out", str(out)]) == 0
        text = "".join(pages(out.read_bytes()))
        assert letters(UYGHUR) <= letters(text)
        assert "U+" not in text
    assert letters("".join(NAMES)) <= letters(text)


def test_电子表格照原样写出(reported: None, tmp_path: Path):
    out = tmp_path / "table.xlsx"
    assert main(["table", "--as-of", str(DAY), "--out", str(out)]) == 0
    cells = {str(cell.value) for row in load_workbook(out).worksheets[0] for cell in row}
    assert f"{TIBETAN}改造项目" in cells
    assert f"{MONGOLIAN}、{YI}片区" in cells


def test_督办单和会议纪要都印得出():
    order = ORDER | {"unit": f"{UYGHUR}住建局", "requirement": f"{TIBETAN}限期开工。"}
    names = HELD.names | {"620102": f"{MONGOLIAN}旗"}
    held = replace(HELD, names=names, notes=((f"{MONGOLIAN}旗", f"{YI}一周内开工"),))
    papers = (order_paper(order, place="样例省", region=UYGHUR), minutes(held, draft(held)))
    for paper, wanted in zip(papers, (UYGHUR + TIBETAN, MONGOLIAN + YI), strict=True):
        text = "".join(pages(render(paper)))
        assert letters(wanted) <= letters(text)
        assert "U+" not in text


def test_印不出的字在报送时退回_说明在哪一格(sqlite_database: str, tmp_path: Path):
    assert imported(tmp_path, "620000", made.province()) == []
    county = made.changed(made.county(), "小区", 2, "小区名称", "𪚥院")
    county = made.changed(county, "项目", 1, "项目名称", "一号\u202e项目")
    assert imported(tmp_path, "620102", county) == [
        "工作表“项目”B2：“项目名称”第3个字符〔U+202E〕是看不见的符号，请删除后重新填写。",
        "工作表“小区”B3：“小区名称”第1个字符“𪚥”〔U+2A6A5〕字库中没有，不能印在公文上，"
        "请核对；确为该字的，请写拼音或同音字并加说明。",
    ]
