"""Papers as Word: what the PDF says, text by text and cell by cell, as an office would have typed it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from exports.papers import document
from exports.papers.document import Briefing, Figure, Heading
from exports.papers.sheet_layout import parts
from exports.pdf import render as pdf
from exports.pdf import wide_pdf
from exports.pdf.render import as_data
from exports.word import official, wide
from exports.word.render import render
from metrics.views.parts.signals import Light, Signal
from tests.exports import sample
from tests.exports.reading_papers import expected, pdf_text, squeezed
from tests.exports.word import every_paper
from tests.exports.word.reading_word import Paragraph, Table, W, Word

OFFICIAL, SHEETS = every_paper.official(), every_paper.sheets()
LEVELS = {1: "一级标题", 2: "二级标题"}
IN_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr tabs snapToGrid spacing ind jc"
    " outlineLvl sectPr",
    "rPr": "rFonts color spacing sz szCs bdr lang",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge shd vAlign",
    "sectPr": "headerReference footerReference pgSz pgMar titlePg docGrid",
    "style": "name basedOn uiPriority qFormat pPr rPr tblPr",
}
"""The order in which Word asks for properties; it refuses a file that has them in another."""
MARKS = "".join(sign.mark for kind in (Signal, Light) for sign in kind)
"""A PDF tells them beside their words, before or behind."""


@cache
def word(name: str) -> Word:
    """Return a paper as Word, written without a process of its own."""
    if name in SHEETS:
        paper = SHEETS[name]
        return Word(wide.written({**wide_pdf.as_data(paper), "dated": f"{paper.dated}"}))
    return of(OFFICIAL[name])


def of(paper: Briefing) -> Word:
    return Word(official.written({**as_data(paper), "dated": f"{paper.dated}"}))


def said(paper: Briefing) -> Iterator[Paragraph]:
    """Yield the headings and paragraphs of a paper's text, with the styles they should have."""
    for block in paper.blocks:
        if isinstance(block, Figure):
            yield Paragraph("表题", block.caption)
        elif isinstance(block, Heading):
            yield Paragraph(LEVELS[block.level], block.text)
        elif isinstance(block, document.Paragraph):
            yield Paragraph("正文", block.text)
        else:
            yield from (Paragraph("表题", block.caption) for _ in "1" if block.caption)


def cells(table: document.Table) -> list[list[str]]:
    """Return the cells as they are shown: moves as arrows, signals with their marks, bars as numbers."""
    rows = []
    for row in table.rows:
        told = []
        for column, cell in zip(table.columns, row, strict=True):
            text = cell.text
            if column.show == "move" and isinstance(cell.value, int) and cell.value:
                text = f"{'↑' if cell.value > 0 else '↓'}{abs(cell.value)}"
            elif column.show != "bar" and cell.signal:
                text = cell.signal.mark + text
            told.append(text)
        rows.append(told)
    return rows


R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.mark.parametrize("name", OFFICIAL)
def test_各段各格与文稿一致_样式各有其名(name: str):
    paper, found = OFFICIAL[name], list(word(name).blocks())
    paragraphs = [block for block in found if isinstance(block, Paragraph)]
    wanted = list(said(paper))
    begin = paragraphs.index(wanted[0])
    kept = [one for one in paragraphs[begin:] if one.style != "附注"]
    assert kept[: len(wanted)] == wanted
    head = [one.text for one in paragraphs[:begin]]
    assert head[:2] == [paper.masthead, paper.issue]
    assert "\n".join(paper.title) in head
    tables = [block for block in paper.blocks if isinstance(block, document.Table)]
    tables += [table for annex in paper.annexes for table in (annex.table, *annex.more)]
    made = [table for table in found if isinstance(table, Table) and table.repeated]
    assert [table.rows[table.repeated :] for table in made] == [cells(table) for table in tables]
    assert [
        [text for text in one.rows[one.repeated - 1] if text]
        for one in made
    ] == [
        [c.label for c in table.columns if c.group or not any(d.group for d in table.columns)]
        for table in tables
    ]  # fmt: skip
    assert all(table.whole for table in made)


@pytest.mark.parametrize("name", ["简报", "会议纪要", "督办单", "提醒函", "督导表", "整改台账"])
def test_写在Word里的PDF里都有(name: str, tmp_path: Path):
    content = wide_pdf.render(SHEETS[name]) if name in SHEETS else pdf.render(OFFICIAL[name])
    printed = pdf_text(content, tmp_path)
    texts = [piece for text in word(name).texts() for piece in text.replace("\n", "\t").split("\t")]
    assert texts
    texts = [squeezed(text).lstrip(MARKS) for text in texts]
    assert [text for text in texts if text not in printed] == []


@pytest.mark.parametrize("name", SHEETS)
def test_宽表逐格一致_左端各列和表头每部分都有(name: str):
    paper = SHEETS[name]
    made = [table for table in word(name).tables() if table.repeated]
    for one, places in zip(made, parts(paper), strict=True):
        rows = [
            [line.total, *(row[1 + place - paper.frozen] for place in places[paper.frozen :])]
            if line.total
            else [row[place] for place in places]
            for line, row in zip(paper.table.lines, expected(paper), strict=True)
        ]
        rows = [[text.replace("\n", " ") for text in row] for row in rows]
        assert one.rows[one.repeated :] == rows
        assert one.whole


def test_版式_A4_版心_页码_横排附件_送审稿():
    made = word("简报")
    first, *_ = made.sheets()
    assert (first["w"], first["h"]) == ("11906", "16838")
    assert [first[side] for side in ("top", "bottom", "left", "right")] == [
        "2098",
        "1984",
        "1587",
        "1474",
    ]
    assert [sheet.get("orient") for sheet in made.sheets()] == [None, "landscape", None]
    for foot in ("footer3", "footer4"):
        name = (
            foot if f"word/{foot}.xml" in made.parts else foot.replace("3", "1").replace("4", "2")
        )
        fields = [field.get(f"{W}instr") for field in made.tree(name).iter(f"{W}fldSimple")]
        assert fields == [" PAGE "]
    assert 'string="送审稿"' in made.parts["word/header1.xml"].decode()
    assert 'descr="折线图，' in made.parts["word/document.xml"].decode()


def test_样式由正文派生_字体写名不嵌入():
    tree, names = word("简报").tree("styles"), word("简报").styles
    own = {names[s.get(f"{W}styleId")]: s for s in tree.iter(f"{W}style")}
    assert {"标题", "一级标题", "二级标题", "正文", "表格", "表头", "附注"} <= own.keys()
    based = {name: names[s.find(f"{W}basedOn").get(f"{W}val")] for name, s in own.items()
             if s.find(f"{W}basedOn") is not None}  # fmt: skip
    assert (based["一级标题"], based["表头"], based["附注"]) == ("正文", "表格", "表格")
    fonts = own["正文"].find(f"{W}rPr/{W}rFonts")
    assert fonts.get(f"{W}eastAsia") == "仿宋_GB2312"
    assert fonts.get(f"{W}ascii") == "Times New Roman"
    assert not [name for name in word("简报").parts if "odttf" in name]


@pytest.mark.parametrize("name", [*OFFICIAL, *SHEETS])
def test_属性的次序合乎Word的规定(name: str):
    for part, content in word(name).parts.items():
        if not part.endswith(".xml"):
            continue
        for element in Tree.fromstring(content).iter():  # noqa: S314 - ours
            kind = element.tag.removeprefix(W)
            if kind in IN_ORDER:
                order = IN_ORDER[kind].split()
                places = [order.index(child.tag.removeprefix(W)) for child in element]
                assert places == sorted(places), (part, kind)


def test_填报的文字只是文字():
    typed = '</w:t>&amp;{ PAGE }<w:fldSimple w:instr="X"/>=1+1'
    made = of(sample.briefing(names={"620102": typed, "620103": "甲\u202e乙\x07"}))
    texts = made.texts()
    assert any(typed in text for text in texts)
    assert any("甲〔U+202E〕乙〔U+0007〕" in text for text in texts)
    assert not list(made.tree("document").iter(f"{W}fldSimple"))


def test_另起进程生成_逐字节相同_时间取自数据截止日期():
    paper = OFFICIAL["督办单"]
    first = render(paper)
    assert first == render(replace(paper))
    assert f"{paper.dated}T" in Word(first).parts["docProps/core.xml"].decode()


def test_督办函首页上下各有一道红色双线_只在首页():
    made = word("督办函")
    first = [
        each.get(f"{R}id")
        for each in made.tree("document").iter(f"{W}footerReference")
        if each.get(f"{W}type") == "first"
    ]
    relations = made.parts["word/_rels/document.xml.rels"].decode()
    (foot,) = re.findall(rf'Id="{first[0]}"[^>]*Target="(\w+)\.xml"', relations)
    lines = [
        (line.get(f"{W}val"), line.get(f"{W}color"))
        for part in ("document", foot)
        for line in made.tree(part).iter(f"{W}bottom")
        if line.get(f"{W}color") == "C8102E"
    ]
    assert lines == [("thickThinSmallGap", "C8102E"), ("thinThickSmallGap", "C8102E")]
    assert made.tree("document").find(f".//{W}titlePg") is not None
