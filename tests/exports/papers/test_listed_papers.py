"""Key tasks and the ledger as documents: official headings, what was asked, one sheet wide."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from exports.excel import render as excel
from exports.papers import listed_papers
from exports.papers.sheet_paper import SheetPaper
from exports.pdf import wide_pdf
from metrics.supervision.issues import ledger
from metrics.supervision.tasks import tasks
from metrics.views.reported import standing_tables
from metrics.views.supervision.task_tables import ledger_table, task_table
from tests.exports.papers.test_same_table import issues
from tests.exports.reading_papers import pdf_text
from tests.metrics.small_frames import frames
from tests.metrics.supervision.small_supervision import REGIONS, RULES
from tests.reading_tables import labels

TASK = {"task": "1", "content": "甲", "units": "省厅、省财政厅", "deadline": "2023年6月"}


def paper(names: dict[str, str] | None = None) -> SheetPaper:
    given = frames(regions=REGIONS, tasks=[TASK])
    table = task_table(tasks(given, RULES), names=names)
    return listed_papers.tasks(table, given, RULES, place="620100", asked={"责任单位": "省厅"})


@pytest.mark.parametrize(
    ("made", "title", "scope", "asked", "counted"),
    [
        (paper(), "城镇老旧小区改造重点任务分工表（截至2023年6月30日）", "兰州市", "责任单位“省厅”", "1项"),
        (issues(), "城镇老旧小区改造整改台账（截至2023年6月30日）", "城关区", "来源“审计”", "2个问题"),
    ],
    ids=["重点任务", "整改台账"],
)  # fmt: skip
def test_标题_范围_日期_筛选_合计_依据(
    made: SheetPaper, title: str, scope: str, asked: str, counted: str
):
    basis = dict(made.basis)
    assert made.table.title == title
    assert (basis["范围"], basis["数据截止日期"]) == (scope, "2023-06-30")
    assert (basis["筛选条件"], basis["合计"]) == (asked, counted)
    assert basis["规则摘要"] == RULES.digest


def test_左端各列不随滚动_有无报送单位都一样():
    assert labels(paper().table)[: paper().frozen] == ("序号", "灯")
    named = paper({})
    assert labels(named.table)[: named.frozen] == ("报送单位", "序号", "灯")


def test_A4横排_一页宽_有筛选按钮():
    page = openpyxl.load_workbook(BytesIO(excel.render(issues())))["整改台账"]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert not page.col_breaks.brk
    assert page.auto_filter.ref == "A4:O6"
    assert page.freeze_panes == "D5"


def test_PDF写明页码和数据截止日期(tmp_path):
    text = pdf_text(wide_pdf.render(issues()), tmp_path)
    for words in ("第1页，共1页", "数据截止日期：2023-06-30", "销号日期", "照片3张"):
        assert words in text


def test_没有问题时也能印出空表(tmp_path):
    given = frames(regions=REGIONS)
    empty = ledger_table(ledger(given, RULES), given.regions)
    made = listed_papers.issues(empty, given, RULES, place="620100", asked={})
    text = pdf_text(wide_pdf.render(made), tmp_path)
    assert "合计：0个问题" in text
    page = openpyxl.load_workbook(BytesIO(excel.render(made)))["整改台账"]
    assert [page.max_row, page["A4"].value] == [4, "序号"]


def test_报送情况按所看的那一天题名():
    made = listed_papers.standing(
        standing_tables.units((), {}), frames(regions=REGIONS), RULES, place="620100", asked={},
        day=date(2023, 7, 20),
    )  # fmt: skip
    assert made.table.title == "城镇老旧小区改造各单位报送情况（截至2023年7月20日）"
    assert dict(made.basis)["数据截止日期"] == "2023-06-30"


def test_一份列表在Excel中打印为一页宽的横排():
    page = openpyxl.load_workbook(BytesIO(excel.render(paper()))).worksheets[0]
    assert page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (None, 0)  # one page wide
