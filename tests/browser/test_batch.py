"""Many workbooks at once, one refused, one that does not say whose it is; and the sound one taken back."""

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from sql.demo.timeline import DATES
from sql.demo.workbooks import write_date
from tests.browser.conftest import served, settled
from tests.dashboard.small_province import COUNTY, SMALL

DAY = DATES[6]


@pytest.fixture(scope="module")
def server(small_province: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a database of its own: whether a county has sent a workbook before matters."""
    with served(small_province, tmp_path_factory.mktemp("batch")) as address:
        yield address


def test_of_a_batch_the_sound_are_stored_and_the_others_told_and_marked(page: Page, tmp_path: Path):
    one, other = write_date(DATES[5], folder=tmp_path / "sent", units=[COUNTY, SMALL])
    wrong, sound, unsigned = (
        tmp_path / name for name in (f"{SMALL}_{DAY}.xlsx", f"{COUNTY}_{DAY}.xlsx", "报送定稿.xlsx")
    )
    _spoiled(other.path, wrong)
    for copy in (sound, unsigned):
        shutil.copy(one.path, copy)
    page.goto("/submissions")
    settled(page)
    page.locator('input[type="file"]').set_input_files([wrong, sound, unsigned])
    page.get_by_role("button", name="检查并导入（3份）").click()
    page.get_by_role("heading", name="导入结果").wait_for()
    settled(page)
    expect(page.get_by_text("共3份工作簿：已入库1份，未入库2份")).to_be_visible()
    expect(page.get_by_text("看不出数据截止日期").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载标注后的工作簿（压缩包）").click()
    download.value.save_as(tmp_path / "标注.zip")
    assert zipfile.ZipFile(tmp_path / "标注.zip").namelist() == [f"标注_{wrong.name}"]
    _taken_back(page)


def _spoiled(workbook: Path, copy: Path) -> Path:
    """Write a copy in which one cell of 小区 cannot be right."""
    book = openpyxl.load_workbook(workbook)
    book["小区"]["G4"] = "很多"
    book.save(copy)
    return copy


def test_workbooks_without_a_date_are_not_lost_and_get_theirs_at_once(page: Page, tmp_path: Path):
    sent = write_date(DATES[5], folder=tmp_path / "sent", units=[COUNTY, SMALL])
    files = [
        _spoiled(one.path, tmp_path / f"{unit}.xlsx")
        for one, unit in zip(sent, (COUNTY, SMALL), strict=True)
    ]
    page.goto("/submissions")
    settled(page)
    page.locator('input[type="file"]').set_input_files(files)
    button = page.get_by_role("button", name="检查并导入（2份）")
    button.click()
    expect(page.get_by_text("没有导入：各份都缺报送单位或数据截止日期")).to_be_visible()
    field = page.get_by_test_id("stDateInput").filter(has_text="日期相同的在此选一次")
    field.locator('[role="spinbutton"]').first.click()
    page.keyboard.type(DATES[5].strftime("%Y%m%d"))
    page.keyboard.press("Escape")
    button.click()
    page.get_by_role("heading", name="导入结果").wait_for()
    results = page.get_by_role("table", name="导入结果").locator("tbody tr")
    expect(results).to_have_count(2)
    for at in range(2):
        expect(results.nth(at)).to_contain_text(DATES[5].isoformat())


def _taken_back(page: Page) -> None:
    page.goto("/submissions?view=sent")
    settled(page)
    sent = page.get_by_role("table", name="报送记录").locator("tbody tr")
    expect(sent.first).to_contain_text(f"{COUNTY}_{DAY}.xlsx")
    sent.first.get_by_role("button").first.click()
    page.get_by_role("button", name="撤回这次报送").click()
    page.get_by_role("textbox", name="撤回原因").fill("误用了上月的文件")
    page.get_by_role("button", name="确认撤回").click()
    expect(page.get_by_text(re.compile(r"已撤回第\d+号报送。"))).to_be_visible()
    page.get_by_role("button", name="返回报送记录").click()
    expect(sent.first).to_contain_text("误用了上月的文件")
