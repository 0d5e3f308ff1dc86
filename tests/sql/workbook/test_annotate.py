"""The officer's own workbook comes back: marked, listed, otherwise as it was."""

import openpyxl
import pytest

from metrics.records.findings import CellError, Severity
from sql.workbook.reading.read import read_workbook
from sql.workbook.words import LIST_LABEL
from sql.workbook.writing import annotate as module
from sql.workbook.writing.annotate import AUTHOR, annotate
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


def test_cells_are_coloured_and_commented(own, tmp_path):
    marked = annotate(own, FINDINGS, target=tmp_path / "标注.xlsx")
    assert marked.whole
    book = openpyxl.load_workbook(marked.path)
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
    book = openpyxl.load_workbook(annotate(own, FINDINGS, target=tmp_path / "标注.xlsx").path)
    rows = list(book[LIST_LABEL].iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in rows] == [None, "C2", "C2", "D3", "A2", "第3行"]
    assert rows[1][5] == HOSTILE.replace("\x07", "")
    assert book[LIST_LABEL]["F3"].data_type == "s"
    assert book[LIST_LABEL]["D3"].hyperlink.location == "'资金 '!C2"
    assert rows[0][2] == "整个文件"
    book.close()


def test_a_second_round_wipes_the_first(own, tmp_path):
    first = annotate(own, FINDINGS, target=tmp_path / "一.xlsx").path
    second = annotate(first, FINDINGS[3:4], target=tmp_path / "二.xlsx").path
    book = openpyxl.load_workbook(second)
    assert book.sheetnames.count(LIST_LABEL) == 1
    assert book["资金 "]["C2"].comment is None
    assert book["资金 "]["C2"].fill.fill_type is None
    assert book["小区"]["D3"].comment is not None
    book.close()


def test_a_marked_workbook_can_be_sent_again(own, tmp_path):
    marked = annotate(own, FINDINGS, target=tmp_path / "标注.xlsx").path
    assert read_workbook(marked).problems == read_workbook(own).problems


@pytest.mark.parametrize("why", ["large", "broken", "empty", "refused"])
def test_otherwise_the_list_comes_alone(why, own, tmp_path, monkeypatch):
    if why == "large":
        monkeypatch.setattr(module, "MAX_FILE", 100)
    if why == "broken":
        own.write_bytes(own.read_bytes()[:300])
    if why == "empty":
        raw.pack(own, {**raw.parts(""), "xl/workbook.xml": "<x/>"})
    findings = [
        *FINDINGS[1:],
        CellError(code="file" if why == "refused" else "no_rows", value="坏"),
    ]
    marked = annotate(own, findings, target=tmp_path / "清单.xlsx")
    assert not marked.whole
    assert "只附" in marked.note
    book = openpyxl.load_workbook(marked.path)
    assert book.sheetnames == [LIST_LABEL]
    assert book[LIST_LABEL].max_row == len(FINDINGS) + 1
    book.close()
