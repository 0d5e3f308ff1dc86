"""一地一页 of many places: one Word file with a page for each, or a zip with a file for each."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from exports import one_by_one
from exports.papers.document import Column, Paragraph, Table
from exports.pdf.render import as_data
from exports.sheet_kinds import BOUND
from exports.word import fit
from exports.word.one_page import ROOM, SHEET, SIZES
from metrics.views.parts.table import Cell
from tests.exports import sample
from tests.exports.word.reading_word import W, Word

ROWS = 40
BEGINS = {"pdf": b"%PDF", "docx": b"PK"}


@pytest.fixture(scope="module")
def papers():
    """Three places; two of one name, the last with more than stands on a page at the largest size."""
    name = Cell("道路改造项目", "道路改造项目")
    long = Table(
        "红灯项目", (Column(label="项目"), Column(label="责任人", width=40)), ((name, name),) * ROWS
    )
    said = ("东区", (Paragraph("甲"),)), ("东区", (Paragraph("乙"),)), ("西/区", (long,))
    whole = sample.briefing()
    return [
        replace(whole, title=(f"{place}一页通",), blocks=blocks, annexes=())
        for place, blocks in said
    ]


@pytest.mark.parametrize("kind", BEGINS)
def test_每地一个文件_文件名有序号地区和日期_并说做到第几份(papers, kind, monkeypatch):
    monkeypatch.setattr(one_by_one, "AT_ONCE", 2)
    told: list[int] = []
    made = one_by_one.zipped(papers, kind, progress=told.append)
    with zipfile.ZipFile(BytesIO(made)) as box:
        assert box.namelist() == [
            f"00{number}_{place}一页通_2024-08-09.{kind}"
            for number, place in ((1, "东区"), (2, "东区"), (3, "西_区"))
        ]
        files = [box.read(name) for name in box.namelist()]
    assert told == [2, 3]
    assert all(content.startswith(BEGINS[kind]) for content in files)
    if kind == "docx":
        assert "乙" in Word(files[1]).texts()
        assert "甲" not in Word(files[1]).texts()


def test_全部各地的Word每地一节_字号以一页放得下为准(papers):
    word = Word(BOUND["docx"](papers))
    titles = [text for text in word.texts() if text.endswith("一页通")]
    assert titles == ["东区一页通", "东区一页通", "西/区一页通"]
    sections = list(word.tree("document").iter(f"{W}sectPr"))
    feet = [each.find(f"{W}footerReference") for each in sections]
    assert len({str(foot.attrib) for foot in feet}) == len(papers)


def test_行数越多字号越小_小到一页放得下(papers):
    blocks = as_data(papers[2])["blocks"]
    heights = [fit.height(blocks, SHEET, size) for size in SIZES]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > ROOM > heights[-1]
