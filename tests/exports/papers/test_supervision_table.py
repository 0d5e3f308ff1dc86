"""The supervision table as a document and as PDF: the rows, order and lights of the screen."""

from io import BytesIO
from pathlib import Path
from subprocess import run

from openpyxl import load_workbook

from exports import qr_code
from exports.excel import render as excel
from exports.papers import supervision_table
from exports.papers.sheet_paper import SheetPaper, code_of
from exports.pdf import wide_pdf
from exports.word.render import render_sheet
from metrics.sealing.paper_code import is_paper_code
from metrics.supervision.choice import Asked
from metrics.views.supervision.supervision_tables import COLUMNS, FROZEN
from tests.exports import reading_qr
from tests.exports.word.reading_word import Word
from tests.metrics.supervision.small_supervision import PROJECT, RULES, some_projects, table
from tests.reading_tables import lines_of


def paper(**asked: object) -> SheetPaper:
    return supervision_table.compose(some_projects(), RULES, place="620000", asked=Asked(**asked))


def printed(content: bytes, folder: Path) -> str:
    path = folder / "table.pdf"
    path.write_bytes(content)
    command = ["pdftotext", "-layout", str(path), "-"]
    return run(command, capture_output=True, check=True, text=True).stdout


def test_核验码在PDF_Word_Excel中相同_末页二维码读得出(tmp_path: Path):
    made = paper()
    code = code_of(made)
    assert is_paper_code(code)
    assert code in printed(wide_pdf.render(made), tmp_path)
    word = Word(render_sheet(made))
    assert any(code in text for text in word.texts())
    (png,) = (part for name, part in word.parts.items() if name.endswith(".png"))
    matrix = reading_qr.of_png(png, dots=qr_code.DOTS, quiet=qr_code.QUIET)
    said = reading_qr.text(matrix).splitlines()
    assert said[0] == f"核验码 {code}"
    assert said[2] == f"数据摘要 {dict(made.basis)['数据摘要']}"
    book = load_workbook(BytesIO(excel.render(made)))
    assert code in book.worksheets[0].oddFooter.right.text
    assert any(code in str(cell.value) for cell in book["依据"]["B"])
    assert len(book["依据"]._images) == 1


def test_内容变了核验码就变_送审稿没有():
    made = paper()
    assert code_of(paper(light="红")) != code_of(made)
    assert code_of(made._replace(draft=True)) == ""


def test_筛选和排列写入依据():
    basis = dict(paper(light="红", region="620103", order="light").basis)
    assert basis["筛选条件"] == "灯色“红”，地区“七里河区”；红灯在前"
    assert basis["项目数"] == "1个"
    assert len(basis["数据摘要"]) == 64


def test_按市州时先合计再小计再项目():
    names = [row[FROZEN - 1].text for row in lines_of(paper().table)]
    assert names == ["合计（2个项目）", "兰州市小计（2个项目）", "甲项目", "乙项目"]


def test_各部分首尾相接且都带左端各列():
    data = wide_pdf.as_data(paper())
    columns = sum(len(part["widths"]) - FROZEN for part in data["parts"]) + FROZEN
    assert columns == len(COLUMNS)
    for part in data["parts"]:
        covered = sum(head[3] * head[4] for head in part["heads"])
        assert covered == 2 * len(part["widths"])


def test_PDF中有多层表头_灯号_小计和依据(tmp_path: Path):
    text = printed(wide_pdf.render(paper()), tmp_path)
    for words in ("储备入库", "序时进度", "监管责任人", "兰州市小计（2个项目）", "■红", "数据摘要"):
        assert words in text


def test_项目名称只按字面排印(tmp_path: Path):
    made = table({}, project={**PROJECT, "name": "#set[*甲*] $x$ <b>"})
    composed = supervision_table.compose(made, RULES, place="620000", asked=Asked())
    text = "".join(printed(wide_pdf.render(composed), tmp_path).split())
    assert "#set[*甲*]$x$<b>" in text
