"""加删除线的内容分不清是否作废，不当作有效的数；上标的脚注号不是数的末位。"""

import pytest
import xlsxwriter

from sql.workbook.reading.parse import parse_sheet
from sql.workbook.reading.read import read_content
from tests.workbooks import made, raw


def _said(content):
    """读资金表；返回各格的问题和读到的计划金额。"""
    read = parse_sheet(read_content(content).sheets["funds"])
    return [str(error) for error in read.errors], read.frame["planned"].to_list()


def _written(tmp_path, mark):
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("资金")
        for at, row in enumerate(made.FUNDS):
            page.write_row(at, 0, row)
        mark(page, book.add_format({"font_strikeout": True}), book)
    return path.read_bytes()


def test_整行加了删除线的说明在第几行(tmp_path):
    def mark(page, void, _book):
        page.write_row(1, 0, made.FUNDS[1], void)

    errors, _ = _said(_written(tmp_path, mark))
    assert errors == [
        "工作表“资金”：第2行有加删除线的内容，分不清是否作废；作废的请删去，仍有效的请取消删除线。"
    ]


def test_划去旧数写新数的不连成一个数(tmp_path):
    def mark(page, void, book):
        page.write_rich_string(2, 2, void, "200", book.add_format(), "150")

    errors, _ = _said(_written(tmp_path, mark))
    assert len(errors) == 1
    assert "第3行有加删除线的内容" in errors[0]


def test_表外和标题上的删除线不妨碍读表(tmp_path):
    def mark(page, void, _book):
        page.write(0, 0, "项目编码", void)
        page.write(1, 9, "旧数", void)

    errors, planned = _said(_written(tmp_path, mark))
    assert planned == [200_000_000, 100_250_000]
    assert not [error for error in errors if "删除线" in error]


def test_上标的脚注号不是金额的末位(tmp_path):
    def mark(page, _void, book):
        raised = book.add_format({"font_script": 1})
        page.write_rich_string(2, 2, "100", raised, "1", " ")

    errors, _ = _said(_written(tmp_path, mark))
    assert len(errors) == 1
    assert "“100¹" in errors[0]


RUNS = {
    "划去": ("<rPr><strike/></rPr>", True),
    "没有划去": ('<rPr><strike val="0"/></rPr>', False),
}


@pytest.mark.parametrize("name", RUNS)
def test_写在格内的文字同样辨认(name):
    font, void = RUNS[name]
    heading = "".join(
        raw.text_cell(f"{'ABC'[at]}1", word)
        for at, word in enumerate(("项目编码", "资金来源", "计划金额(万元)"))
    )
    amount = f'<c r="C2" t="inlineStr"><is><r>{font}<t>20</t></r><r><t>15</t></r></is></c>'
    line = raw.text_cell("A2", "P1") + raw.text_cell("B2", "省财政") + amount
    rows = f'<row r="1">{heading}</row><row r="2">{line}</row>'
    errors, planned = _said(raw.packed(raw.parts(rows, name="资金")))
    assert (len(errors), planned) == (void, [2_015_000_000])
