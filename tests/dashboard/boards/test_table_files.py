"""The files of a page: the rows that it shows, in its order, made once and offered while they hold."""

from io import BytesIO

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from metrics.views.parts.numbers import MISSING
from tests.dashboard.conftest import Open
from tests.dashboard.handed import taken
from tests.dashboard.reading import components, tables

MAKE = "make:生成文件"


def made(app: AppTest) -> bytes:
    app.button(key=MAKE).click().run()
    assert not app.exception
    return taken().content


def sheet(content: bytes, first_heading: str) -> list[list[str]]:
    """Return headings and rows of the first worksheet as texts, below the lines of its title."""
    page = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    rows = [["" if c.value is None else str(c.value) for c in row] for row in page.iter_rows()]
    start = next(place for place, row in enumerate(rows) if row[0] == first_heading)
    return rows[start:]


@pytest.mark.parametrize(
    ("page", "title", "address", "compared"),
    [
        ("tasks", "重点任务分工表", {"light": "灰"}, ("序号", "任务内容", "责任单位", "完成时限")),
        ("ledger", "整改台账", {"state": "all"}, ("问题编码", "问题描述", "状态", "责任人")),
        (
            "ledger",
            "整改台账",
            {"state": "closed", "source": "媒体"},
            ("问题编码", "来源", "地区", "逾期或剩余"),
        ),
    ],
    ids=["灰灯任务", "全部问题", "一个来源"],
)
def test_the_file_has_the_rows_of_the_page(
    opened: Open, page: str, title: str, address: dict[str, str], compared: tuple[str, ...]
):
    app = opened(page, **address)
    heads, *shown = tables(app)[title]
    top, *kept = sheet(made(app), "序号")
    assert top == heads
    assert shown
    for name in compared:
        place = heads.index(name)
        expected = ["" if row[place] == MISSING else row[place] for row in shown]
        assert [row[place] for row in kept] == expected


def test_the_pdf_of_the_ledger_is_one(opened: Open):
    app = opened("ledger")
    app.segmented_control(key="files:kind").set_value("pdf").run()
    assert made(app).startswith(b"%PDF")


def test_the_supervision_table_numbers_its_rows_as_the_page_does(opened: Open):
    app = opened("supervision", light="红", order="light")
    rows = next(data for data in components(app) if "一张表" in data["title"])["rows"]
    shown = [row["cells"][4][0] for row in rows if row["total"] is None]
    kept = sheet(made(app), "序号")[3:]
    assert [row[4] for row in kept][: len(shown)] == shown
