"""From nothing to the first figures: 正式使用, the blank workbook out, one county's workbook in."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from sql.demo.timeline import DATES
from sql.demo.workbooks import write_date
from tests.browser.conftest import PATIENCE, ROOT, answering, settled

COUNTY = "620102"
DAY = DATES[5]
PASSWORD = "-".join(("Ludao", "2026", "ok"))


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a clean installation: the programme in a folder of its own, without any database."""
    folder = tmp_path_factory.mktemp("clean")
    for name in ("metrics", "sql", "exports", "dashboard", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    unset = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with (folder / "server.log").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "--port", str(port)], cwd=folder, env=unset,
            stdout=log, stderr=log,
        )  # fmt: skip
        try:
            yield answering(f"http://127.0.0.1:{port}", running, folder / "server.log")
        finally:
            running.terminate()
            running.wait(timeout=PATIENCE)


@pytest.fixture
def clean(browser: Browser, nothing: str) -> Iterator[Page]:
    """Open an empty page of the clean installation."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="zh-CN", base_url=nothing
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto("/")
    page.get_by_role("button", name="系统管理员").click()
    yield page
    context.close()


def _choose_password(page: Page) -> None:
    for label in ("密码", "再输一次密码"):
        page.locator(f'input[aria-label="{label}"]').fill(PASSWORD)


def filled_in(blank: Path, folder: Path) -> Path:
    """Fill the blank workbook as the county would: its projects and compounds, under its own codes."""
    (sent,) = write_date(DAY, folder=folder, units=["990101"])
    book = openpyxl.load_workbook(blank)
    for sheet in openpyxl.load_workbook(sent.path).worksheets:
        for row in sheet.iter_rows(min_row=4):
            for cell in row:
                own = cell.value
                if isinstance(own, str):
                    own = own.replace("990101", COUNTY)
                book[sheet.title].cell(cell.row, cell.column).value = own
    path = folder / f"{COUNTY}_城关区.xlsx"
    book.save(path)
    return path


def test_a_phone_names_what_is_required_and_what_is_wrong(clean: Page):
    page = clean
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/settings")
    settled(page)
    province = page.get_by_role("combobox", name="省份").first
    province.fill("甘肃")
    province.press("Enter")
    expect(page.get_by_role("textbox", name="办公室名称")).to_have_value(re.compile("^甘肃省"))
    settled(page)
    button = page.get_by_test_id("stFormSubmitButton").get_by_role("button")
    button.click()
    expect(page.get_by_text("此项必填，请填写。")).to_have_count(3)
    page.get_by_label("机关代字").fill("甘😀")
    page.get_by_label("系统管理员账号").fill("李")
    _choose_password(page)
    button.click()
    said = page.get_by_text("请更正标红的2处")
    expect(said).to_be_visible()
    expect(page.get_by_text("是图形符号，不能印在公文上")).to_be_visible()
    expect(page.get_by_text("账号“李”不合要求")).to_be_visible()
    above, below = button.bounding_box(), said.bounding_box()
    assert above and below and below["y"] > above["y"] + above["height"]


def test_an_empty_start_gives_the_first_county_s_figures(clean: Page, tmp_path: Path):
    page = clean
    page.goto("/")
    settled(page)
    expect(page.get_by_role("button", name="看演示")).to_be_visible()
    page.get_by_role("button", name="正式使用").click()
    page.get_by_role("heading", name="正式使用").wait_for()
    settled(page)
    province = page.get_by_role("combobox", name="省份").first
    province.fill("甘肃")
    province.press("Enter")
    settled(page)
    expect(page.get_by_role("textbox", name="办公室名称")).to_have_value(
        "甘肃省城镇老旧小区改造工作领导小组办公室"
    )
    page.get_by_label("机关代字").fill("甘老旧改办")
    _choose_password(page)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()

    expect(page.get_by_text("本系统已开始正式使用")).to_be_visible()
    page.get_by_label("账号").fill("admin")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    settled(page)
    page.goto("/")
    settled(page)
    expect(page.get_by_text("等待首次报送：应报87家，均未报送过").first).to_be_visible()
    expect(page.get_by_text("本系统已由演示转为正式使用")).to_have_count(0)
    page.get_by_role("link", name="下载空白工作簿").click()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载空白工作簿").click()
    blank = tmp_path / "空白.xlsx"
    download.value.save_as(blank)
    book = openpyxl.load_workbook(blank)
    assert [book["区划"].cell(row, 2).value for row in (4, 6)] == ["甘肃省", "城关区"]

    page.goto("/submissions")
    settled(page)
    file = filled_in(blank, tmp_path)
    page.locator('input[type="file"]').set_input_files(file)
    page.get_by_role("button", name="检查", exact=True).wait_for()
    settled(page)
    expect(page.get_by_role("combobox", name="报送单位").first).to_have_value(f"{COUNTY} 城关区")
    page.get_by_test_id("stDateInput").locator('[role="spinbutton"]').first.click()
    page.keyboard.type(DAY.strftime("%Y%m%d"))
    page.keyboard.press("Escape")  # the calendar would lie over the button
    page.get_by_role("button", name="检查", exact=True).click()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text(f"已入库：城关区截至{DAY}的报送")).to_be_visible()

    page.goto("/")
    settled(page)
    expect(page.get_by_text("累计已有1家报送过，尚缺86家").first).to_be_visible()
    expect(page.get_by_text("甘肃省").locator("visible=true").first).to_be_visible()
    page.goto("/supervision")
    settled(page)
    expect(page.get_by_text("城关区").first).to_be_visible()
