"""Sending workbooks: one that is refused with every wrong cell shown, one that is taken."""

from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from sql.demo.timeline import DATES
from sql.demo.workbooks import write_date
from tests.browser.conftest import settled
from tests.dashboard.small_province import COUNTY

DAY = DATES[6]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write what a county would send for a later data date."""
    (sent,) = write_date(DATES[5], folder=tmp_path_factory.mktemp("sent"), units=[COUNTY])
    return sent.path


def spoiled(workbook: Path, folder: Path) -> Path:
    """Return a copy in which two cells of 小区 cannot be right."""
    book = openpyxl.load_workbook(workbook)
    page = book["小区"]
    heads = {str(cell.value).rstrip("*"): cell.column for cell in page[3]}
    page.cell(row=4, column=heads["户数"]).value = "很多"
    page.cell(row=5, column=heads["实际开工日期"]).value = "2024年13月1日"
    book.save(folder / "有错.xlsx")
    return folder / "有错.xlsx"


def without_first_project(workbook: Path, folder: Path) -> Path:
    """Return a copy from which the first project is gone, with all that belongs to it."""
    book = openpyxl.load_workbook(workbook)
    project = book["项目"].cell(row=4, column=1).value
    compounds = drop(book["小区"], "项目编码", {project})
    codes = dict.fromkeys(("项目", "资金", "事件", "整改台账"), ("项目编码", {project}))
    codes |= dict.fromkeys(("改造内容", "专营设施"), ("小区编码", compounds))
    for sheet, (heading, gone) in codes.items():
        if sheet in book.sheetnames:
            drop(book[sheet], heading, gone)
    book.save(folder / "少一个项目.xlsx")
    return folder / "少一个项目.xlsx"


def drop(sheet: Worksheet, heading: str, codes: set[object]) -> set[object]:
    """Delete the rows with one of the codes; return what stands in their first column."""
    heads = {str(cell.value).rstrip("*"): cell.column for cell in sheet[3]}
    rows = [
        row
        for row in range(4, sheet.max_row + 1)
        if sheet.cell(row=row, column=heads[heading]).value in codes
    ]
    gone = {sheet.cell(row=row, column=1).value for row in rows}
    for row in reversed(rows):
        sheet.delete_rows(row)
    return gone


def choose(page: Page, path: Path, *, day: date = DAY) -> None:
    page.locator('input[type="file"]').set_input_files(path)
    page.get_by_role("button", name="检查", exact=True).wait_for()
    settled(page)
    unit = page.get_by_role("combobox", name="报送单位").first
    unit.fill(COUNTY)
    unit.press("Enter")
    field = page.get_by_test_id("stDateInput")
    field.locator('[role="spinbutton"]').first.click()
    page.keyboard.type(day.strftime("%Y%m%d"))
    page.keyboard.press("Escape")  # the calendar would lie over the button
    expect(page.get_by_text(path.name).first).to_be_visible()


def send(page: Page, path: Path, *, day: date = DAY) -> None:
    page.goto("/submissions")
    settled(page)
    choose(page, path, day=day)
    page.get_by_role("button", name="检查", exact=True).click()
    page.get_by_role("heading", name="检查结果").wait_for()
    settled(page)


def confirm(page: Page) -> None:
    page.get_by_role("button", name="确认导入").click()
    settled(page)


def test_a_workbook_with_errors_is_refused_whole_and_comes_back_marked(
    page: Page, workbook: Path, tmp_path: Path
):
    send(page, spoiled(workbook, tmp_path))
    expect(page.get_by_text("未入库：发现2处错误")).to_be_visible()
    errors = page.get_by_role("table", name="错误（2条）")
    expect(errors).to_contain_text("很多")
    expect(errors).to_contain_text("2024年13月1日")
    with page.expect_download() as given:
        page.get_by_role("button", name="下载标注后的工作簿").click()
    given.value.save_as(tmp_path / "标注.xlsx")
    book = openpyxl.load_workbook(tmp_path / "标注.xlsx")
    assert book.sheetnames[0] == "错误清单"
    listed = {str(cell.value) for row in book["错误清单"].iter_rows() for cell in row}
    assert any("很多" in text for text in listed)


def test_a_correct_workbook_is_taken_once_and_its_data_date_is_on_offer(page: Page, workbook: Path):
    send(page, workbook)
    expect(page.get_by_text("检查通过，尚未入库")).to_be_visible()
    confirm(page)
    expect(page.get_by_text("已入库：澄湾区截至2024-07-05的报送")).to_be_visible()
    expect(page.get_by_role("link", name="查看澄湾区截至2024-07-05的总览")).to_be_visible()
    expect(page.get_by_role("link", name="可下载报送原件、撤回")).to_be_visible()
    expect(page.get_by_role("button", name="检查", exact=True)).to_have_count(0)
    send(page, workbook)
    expect(page.get_by_text("同一文件此前已导入")).to_be_visible()
    _is_listed(page)
    _is_on_offer_everywhere(page)


def _is_listed(page: Page) -> None:
    page.goto("/submissions?view=sent")
    settled(page)
    history = page.get_by_role("table", name="报送记录")
    expect(history.locator("tbody tr").first).to_contain_text("2024-07-05")


def _is_on_offer_everywhere(page: Page) -> None:
    page.goto(f"/?as_of={DAY.isoformat()}")
    settled(page)
    assert "as_of=2024-07-05" in page.url


def test_a_removal_is_stored_only_when_it_was_ticked_and_stands_in_the_history(
    page: Page, workbook: Path, tmp_path: Path
):
    send(page, without_first_project(workbook, tmp_path))
    expect(page.get_by_text("导入后这些记录即被删除，是否确已撤销？")).to_be_visible()
    expect(page.get_by_text("报送内容选“增量”")).to_be_in_viewport()
    expect(page.get_by_role("button", name="确认导入")).to_be_in_viewport()
    confirm(page)
    expect(page.get_by_text("没有入库：上面的第1项还没有打勾。")).to_be_in_viewport()
    page.get_by_test_id("stCheckbox").locator("label").click()
    confirm(page)
    expect(page.get_by_text("已入库：澄湾区截至2024-07-05的报送")).to_be_in_viewport()
    page.goto("/submissions?view=sent")
    settled(page)
    expect(page.get_by_role("table", name="经确认的报送")).to_be_visible()
    send(page, workbook)  # what other tests look at stands again
    confirm(page)
    expect(page.get_by_text("已入库：澄湾区截至2024-07-05的报送")).to_be_visible()


def test_another_file_takes_the_place_of_one_that_waits(page: Page, workbook: Path, tmp_path: Path):
    send(page, without_first_project(workbook, tmp_path))
    page.get_by_text("另选工作簿").click()
    choose(page, spoiled(workbook, tmp_path))
    expect(page.get_by_role("button", name="确认导入")).to_have_count(0)
    expect(page.get_by_role("heading", name="上传工作簿")).to_be_visible()
    page.get_by_role("button", name="检查", exact=True).click()
    expect(page.get_by_text("未入库：发现2处错误")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="改好后重新上传")).to_be_visible()
    page.locator('input[type="file"]').set_input_files(workbook)
    expect(page.get_by_role("button", name="检查", exact=True)).to_be_visible()


def test_something_that_is_no_workbook_gets_one_clear_sentence(page: Page, tmp_path: Path):
    (tmp_path / "假.xlsx").write_bytes(b"PK\x03\x04 not a workbook at all")
    send(page, tmp_path / "假.xlsx")
    expect(page.get_by_text("未入库")).to_be_visible()
    expect(page.get_by_role("table", name="错误（1条）")).to_be_visible()


def test_the_blank_workbook_can_be_downloaded(page: Page, tmp_path: Path):
    page.goto("/submissions?view=workbook&book=blank")
    settled(page)
    with page.expect_download() as given:
        page.get_by_role("button", name="下载空白工作簿").click()
    given.value.save_as(tmp_path / "空白.xlsx")
    assert "小区" in pl.Series(openpyxl.load_workbook(tmp_path / "空白.xlsx").sheetnames)


OTHER_FILES = {
    "台账.csv": ("项目编码,项目名称\n".encode("gbk"), "这是文本文件（.csv 或 .txt），不能导入。"),
    "台账.xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "这是旧格式的表格（.xls 或 .et），不能导入。",
    ),
}


@pytest.mark.parametrize("name", OTHER_FILES)
def test_a_file_that_is_no_workbook_is_told_as_the_command_tells_it(
    name: str, page: Page, tmp_path: Path
):
    content, words = OTHER_FILES[name]
    (tmp_path / name).write_bytes(content)
    send(page, tmp_path / name)
    expect(page.get_by_role("table", name="错误（1条）")).to_contain_text(words)


def test_a_day_that_has_not_come_yet_is_told(page: Page, workbook: Path):
    send(page, workbook, day=date(2099, 8, 9))
    errors = page.get_by_role("table", name="错误（1条）")
    expect(errors).to_contain_text("数据截止日期2099-08-09晚于今天（")
