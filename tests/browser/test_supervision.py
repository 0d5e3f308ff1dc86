"""The supervision table: filter to red in one city, open why; take the file."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled

CITY = "云屏市"


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).first.click()
    page.get_by_role("option", name=option).first.click()
    settled(page)


def test_red_in_one_city_and_why(page: Page):
    page.goto("/supervision")
    settled(page)
    choose(page, "灯色", "红")
    page.wait_for_url("**light=**")
    choose(page, "市州", CITY)
    page.wait_for_url("**city=990100**")
    table = page.get_by_role("table").first
    lights = table.locator("tbody tr:not(.total) td:nth-child(2)").all_inner_texts()
    assert lights
    assert all("红" in light for light in lights)
    name = table.locator("tbody tr:not(.total) button").first.inner_text()
    table.locator("tbody tr:not(.total) button").first.click()
    page.wait_for_url("**project=**")
    settled(page)
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.get_by_role("table", name="亮灯原因")).to_contain_text("红")
    page.get_by_role("button", name="返回督导一张表").click()
    settled(page)
    assert "city=990100" in page.url


def test_first_columns_and_headings_stay_in_sight(page: Page):
    page.goto("/supervision")
    settled(page)
    frame = page.locator(".frame").first
    frame.evaluate("frame => { frame.scrollLeft = 2000; frame.scrollTop = 300; }")
    box, edge = (
        frame.bounding_box(),
        page.get_by_role("columnheader", name="项目名称").bounding_box(),
    )
    assert box
    assert edge
    assert box["x"] <= edge["x"] < box["x"] + 600
    assert edge["y"] - box["y"] < 3


FITS = """() => {
    const main = document.querySelector('[data-testid="stMain"]');
    return main && main.scrollHeight === main.clientHeight;
}"""


@pytest.mark.parametrize("path", ["supervision", "indicators?level=county", "ledger?state=all"])
def test_a_table_fits_the_window_so_that_only_the_table_scrolls(page: Page, path: str):
    page.goto(f"/{path}")
    settled(page)
    frame = page.locator(".frame").first
    for width, height in [(1280, 720), (1366, 768), (1920, 1080)]:
        page.set_viewport_size({"width": width, "height": height})
        expect(frame).to_be_visible()
        page.wait_for_function(FITS)
        shown, whole = frame.evaluate("frame => [frame.clientHeight, frame.scrollHeight]")
        assert shown == whole or shown > height - 400


def test_a_bar_of_two_rows_and_a_notice_take_their_height_from_the_table(page: Page):
    page.goto("/indicators?level=county")
    settled(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_function(FITS)
    frame = page.locator(".frame").first
    before = frame.evaluate("frame => frame.clientHeight")
    page.add_style_tag(content=".st-key-choices { min-height: 120px; }")
    page.wait_for_function(FITS)
    assert frame.evaluate("frame => frame.clientHeight") < before


def test_the_file_has_the_rows_of_the_screen(page: Page, tmp_path: Path):
    page.goto("/supervision?light=红&order=light")
    settled(page)
    shown = page.get_by_role("table").first.locator("tbody tr:not(.total) td:nth-child(6)")
    names = shown.all_inner_texts()
    page.get_by_role("button", name="导出").click()
    with page.expect_download() as given:
        page.get_by_role("button", name="生成文件").click()
    given.value.save_as(tmp_path / "表.xlsx")
    rows = openpyxl.load_workbook(tmp_path / "表.xlsx")["督导一张表"].iter_rows(values_only=True)
    numbered = [row[5] for row in rows if isinstance(row[0], int)]
    assert numbered[: len(names)] == names


def test_phones_can_read_the_pages_without_scrolling_sideways(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/supervision", "/tasks", "/ledger"):
        page.goto(path)
        settled(page)
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390, path


def test_the_way_back_undoes_a_filter_and_leaves_the_page(page: Page):
    page.goto("/")
    settled(page)
    page.goto("/supervision?place=990000")
    settled(page)
    choose(page, "灯色", "红")
    page.wait_for_url("**light=**")
    choose(page, "市州", CITY)
    page.wait_for_url("**city=990100**")
    page.go_back()
    page.wait_for_url(lambda url: "city=" not in url)
    settled(page)
    assert "light=" in page.url
    expect(page.get_by_role("combobox", name="市州")).not_to_have_value(CITY)
    page.go_back()
    page.wait_for_url(lambda url: "light=" not in url)
    settled(page)


def test_the_red_projects_of_the_overview_are_all_of_them(page: Page):
    page.goto("/supervision?place=990000&city=990100")
    settled(page)
    page.get_by_test_id("stTopNavSection").filter(has_text="督导").click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text="总览").click()
    link = page.get_by_role("link", name=re.compile("红灯项目"))
    (number,) = re.findall(r"红灯项目(\d+)个", link.inner_text())
    link.click()
    page.wait_for_url("**light=**")
    settled(page)
    assert "city=" not in page.url
    total = page.get_by_role("table").first.locator("tr.total").first
    expect(total).to_contain_text(f"{number}个项目")
