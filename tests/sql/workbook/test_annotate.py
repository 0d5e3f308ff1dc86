"""The officer's own workbook comes back: marked, listed, otherwise as it was."""

import io
import re
import zipfile

import openpyxl
import pytest

from metrics.records.findings import CellError, Severity
from sql.workbook.children import Children
from sql.workbook.reading.read import read_workbook
from sql.workbook.words import LIST_LABEL
from sql.workbook.writing import marked_copy as module
from sql.workbook.writing.annotate import AUTHOR
from sql.workbook.writing.marked_copy import Marked, marked_copy
from tests.workbooks import made, raw

HOSTILE = '=HYPERLINK("http://x")\x07<b>{label}'
FINDINGS = [
    CellError(code="no_rows"),
    CellError(code="not_money", sheet="资金", cell="C2", label="计划金额(万元)", value=HOSTILE),
    CellError(
        code="too_small", sheet="资金", cell="C2", label="计划金额(万元)", value="-1", expected="0"
    ),
    CellError(code="missing", sheet="小区", cell="D3", label="户数", severity=Severity.WARN),
    CellError(code="missing", sheet="事件", cell="A2", label="事件编码"),
    CellError(code="missing", sheet="小区", cell="第3行", label="户数"),
]


@pytest.fixture
def own(tmp_path):
    sheets = made.changed(made.county(), "资金", 2, "支付金额(万元)", "=C3*2")
    return made.write(tmp_path / "上报.xlsx", {"资金 ": sheets["资金"], "小区": sheets["小区"]})


def opened(marked: Marked) -> openpyxl.Workbook:
    """Open what is given back."""
    assert marked.content is not None
    return openpyxl.load_workbook(io.BytesIO(marked.content))


def test_cells_are_coloured_and_commented(own, tmp_path):
    marked = marked_copy(own.read_bytes(), FINDINGS)
    assert marked.whole
    book = opened(marked)
    assert book.sheetnames == [LIST_LABEL, "资金 ", "小区"]
    cell = book["资金 "]["C2"]
    assert cell.comment.author == AUTHOR
    assert "应为以万元为单位的数字" in cell.comment.text
    assert "不能小于0" in cell.comment.text
    assert "\x07" not in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFF4B6B0"
    assert book["小区"]["D3"].fill.fgColor.rgb == "FFFFE699"
    assert book["资金 "]["E3"].value == "=C3*2"
    assert book["资金 "]["B2"].comment is None
    book.close()


def test_the_list_holds_everything_as_text(own, tmp_path):
    book = opened(marked_copy(own.read_bytes(), FINDINGS))
    rows = list(book[LIST_LABEL].iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in rows] == [None, "C2", "C2", "D3", "A2", "第3行"]
    assert rows[1][5] == HOSTILE.replace("\x07", "")
    assert book[LIST_LABEL]["F3"].data_type == "s"
    assert book[LIST_LABEL]["D3"].hyperlink.location == "'资金 '!C2"
    assert rows[0][2] == "整个文件"
    book.close()


def test_a_second_round_wipes_the_first(own, tmp_path):
    first = marked_copy(own.read_bytes(), FINDINGS).content
    book = opened(marked_copy(first, FINDINGS[3:4]))
    assert book.sheetnames.count(LIST_LABEL) == 1
    assert book["资金 "]["C2"].comment is None
    assert book["资金 "]["C2"].fill.fill_type is None
    assert book["小区"]["D3"].comment is not None
    book.close()


def test_a_marked_workbook_can_be_sent_again(own, tmp_path):
    marked = tmp_path / "标注.xlsx"
    marked.write_bytes(marked_copy(own.read_bytes(), FINDINGS).content)
    assert read_workbook(marked).problems == read_workbook(own).problems


def with_xml(content: bytes, *, behind: str = "</sheetData>", xml: str) -> bytes:
    """Return a workbook with XML added behind the rows of its first sheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", 8) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(behind.encode(), f"{behind}{xml}".encode())
            new.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize("area", ["A1:A1048576", "G1:XFD1048576", "A3:E3"])
def test_merged_ranges_of_any_size_are_given_back_as_they_stood(area, own):
    merged = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    marked = marked_copy(with_xml(own.read_bytes(), xml=merged), FINDINGS)
    assert marked.whole
    assert marked.content is not None
    with zipfile.ZipFile(io.BytesIO(marked.content)) as box:
        sheets = [box.read(n) for n in box.namelist() if n.startswith("xl/worksheets/sheet")]
    assert [re.findall(rb'mergeCell ref="([^"]+)"', sheet) for sheet in sheets].count(
        [area.encode()]
    ) == 1
    assert b'r="C3"' in sheets[1]


ALONE = {
    "large": "文件较大",
    "broken": "文件较大",
    "empty": "无法改写",
    "refused": "整体未通过检查",
    "slow": "超过0秒",
}


@pytest.mark.parametrize("why", ALONE)
def test_otherwise_the_list_comes_alone_and_says_why(why, own, monkeypatch):
    if why == "large":
        monkeypatch.setattr(module, "MAX_FILE", 100)
    if why == "broken":
        own.write_bytes(own.read_bytes()[:300])
    if why == "empty":
        raw.pack(own, {**raw.parts(""), "xl/workbook.xml": "<x/>"})
    if why == "slow":
        monkeypatch.setattr(module, "MARK_SECONDS", 0)
    findings = [
        *FINDINGS[1:],
        CellError(code="file" if why == "refused" else "no_rows", value="坏"),
    ]
    marked = marked_copy(own.read_bytes(), findings)
    assert not marked.whole
    assert ALONE[why] in marked.note
    assert "只附“错误清单”" in marked.note
    book = opened(marked)
    assert book.sheetnames == [LIST_LABEL]
    assert book[LIST_LABEL].max_row == len(FINDINGS) + 1
    book.close()


def test_where_too_many_wait_the_page_alone_lists_the_problems(own):
    full = Children(at_once=0, most_waiting=0)
    marked = marked_copy(own.read_bytes(), FINDINGS, children=full)
    assert (marked.content, marked.whole) == (None, False)
    assert "请对照页面上的清单修改" in marked.note
