"""The PDF itself: pages, text, archive standard, fonts, and the same bytes every time."""

import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from exports.papers.document import Annex, Briefing
from exports.pdf.glyphs import MissingGlyph
from exports.pdf.render import TypesettingFailed, render
from metrics.views.parts.table import Cell
from tests.exports import sample

GOLDEN = Path(__file__).parents[2] / "golden" / "briefing_sample.txt"
HOSTILE = (
    '#panic("x")', "$1/0$", "*粗*_斜_", "<label>", "@ref", "\\u{41}", '"]; #read("/etc/passwd")',
    "= 标题", "- 项", "/* 注 */ // 注", "{{ 7*7 }}{% raw %}", "`raw`", "~ -- ---",
)  # fmt: skip


@cache
def made() -> bytes:
    return render(sample.briefing())


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page, without the spaces that only set words apart."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return [re.sub(r"\s+", "", page) for page in done.stdout.decode().split("\f")[:-1]]


def golden_text(pdf: bytes) -> str:
    """Return the pages one a line; digests are left out, so that new rule keys do not disturb."""
    return re.sub(r"[0-9a-f]{64}", "〈摘要〉", "\n".join(pages(pdf)) + "\n")


def told(program: str, pdf: bytes, tmp_path: Path) -> str:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf)
    return subprocess.run([program, file], capture_output=True, check=True, text=True).stdout


def test_逐页文字与留存的样本一致():
    assert golden_text(made()) == GOLDEN.read_text(encoding="utf-8")


def test_两次生成逐字节相同():
    assert render(sample.briefing()) == made()


def test_时间取自数据截止日期():
    assert b"D:20240809040000Z" in made()  # noon in Beijing


def test_符合归档标准PDF_A_3a():
    assert re.search(rb"<pdfaid:part>3</pdfaid:part>", made())
    assert re.search(rb"<pdfaid:conformance>A</pdfaid:conformance>", made())


def test_字体全部嵌入(tmp_path: Path):
    rows = told("pdffonts", made(), tmp_path).splitlines()[2:]
    assert len(rows) >= 5
    assert all(re.search(r"Identity-H\s+yes yes yes|TrueType\s+.*yes yes", row) for row in rows)


def test_正文竖排_红灯清单横排(tmp_path: Path):
    assert "595.276 x 841.89" in told("pdfinfo", made(), tmp_path)
    sizes = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", "99", "-"], input=made(), capture_output=True, check=True
    ).stdout.decode()
    wide = [n for n, size in enumerate(re.findall(r"size:\s+(\d+)", sizes)[:7], 1) if size == "841"]
    texts = pages(made())
    lying = [[t for t in ("红灯项目清单", "数据溯源表") if t in texts[page - 1]] for page in wide]
    assert lying == [["红灯项目清单"], ["数据溯源表"]]


def test_页码单页居右双页居左_每页都有():
    assert [f"—{number}—" in page for number, page in enumerate(pages(made()), 1)] == [True] * len(
        pages(made())
    )


def test_名称里的排版命令按字面印出():
    red = sample.briefing().annexes[1]
    first, *rest = red.table.rows
    rows = tuple((*first[:2], Cell(None, name), *first[3:]) for name in HOSTILE)
    listed = replace(red, table=replace(red.table, rows=(*rows, *rest)))
    printed = "".join(pages(render(_only(sample.briefing(), listed))))
    assert [name for name in HOSTILE if re.sub(r"\s+", "", name) not in printed] == []


def test_控制字符印出编码_生僻字照印():
    printed = "".join(
        pages(render(sample.briefing(names={"620103": "盩厔\x07县", "620102": "㵲碶县"})))
    )
    assert "盩厔〔U+0007〕县" in printed
    assert "㵲碶县" in printed


def test_演示数据和送审稿印在每一页():
    draft = replace(sample.briefing(draft=True), marks=("演示数据",))
    texts = pages(render(draft))
    assert all("演示数据" in page for page in texts)
    assert all(set("送审稿") <= set(page) for page in texts)  # slanted: each sign by itself


def test_长表每页重复表头_长名称折行不丢字():
    name = "很长的项目名称" * 12
    red = sample.briefing(names={"XM620103": name}).annexes[1]
    long = replace(red.table, rows=red.table.rows[:1] * 60)
    texts = pages(render(_only(sample.briefing(), replace(red, table=long))))
    listed = [page for page in texts if "很长的项目" in page]
    assert len(listed) > 3
    assert all("项目名称（编码）" in page and "项目责任人" in page for page in listed)
    assert "".join(texts).count(name) == 60


def test_排版失败时说明没有生成文件(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("exports.pdf.render.TIMEOUT_SECONDS", 0.01)
    with pytest.raises(TypesettingFailed, match="未生成文件"):
        render(sample.briefing())


def test_预检之外_排版程序也拒绝缺字(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("exports.pdf.render.printable", str)
    with pytest.raises(MissingGlyph, match="“𪚥”的字形"):
        render(sample.briefing(names={"XM620103": "西片区𪚥改造项目"}))


def _only(briefing: Briefing, annex: Annex) -> Briefing:
    return replace(briefing, annexes=(annex,))
