"""The supervision table as a document and as PDF: the rows, order and lights of the screen."""

from pathlib import Path
from subprocess import run

from exports.papers import supervision_table
from exports.papers.sheet_paper import SheetPaper
from exports.pdf import wide_pdf
from metrics.supervision.choice import Asked
from metrics.views.supervision.supervision_tables import COLUMNS, FROZEN
from tests.metrics.supervision.small_supervision import PROJECT, RULES, some_projects, table
from tests.reading_tables import lines_of


def paper(**asked: object) -> SheetPaper:
    return supervision_table.compose(some_projects(), RULES, place="620000", asked=Asked(**asked))


def printed(content: bytes, folder: Path) -> str:
    path = folder / "table.pdf"
    path.write_bytes(content)
    command = ["pdftotext", "-layout", str(path), "-"]
    return run(command, capture_output=True, check=True, text=True).stdout


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
