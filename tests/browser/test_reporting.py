"""报送情况: a number opens its list, and a unit's reminder is there to be copied and noted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import served, settled


@pytest.fixture(scope="module")
def server(small_province: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a database of its own: reminders are counted in it."""
    with served(small_province, tmp_path_factory.mktemp("reporting")) as address:
        yield address


def test_a_number_opens_its_list_and_a_unit_its_reminder(page: Page):
    page.goto("/reporting")
    settled(page)
    cities = page.get_by_role("table", name="各市州报送情况")
    row = cities.get_by_role("row", name="云屏市")
    late = row.get_by_role("button").nth(2)
    number = late.inner_text().removeprefix("■")
    late.click()
    page.wait_for_url("**within=990100**")
    settled(page)
    units = page.get_by_role("table", name="各单位报送情况")
    expect(units.locator("tbody tr")).to_have_count(int(number))
    units.locator("tbody tr").first.get_by_role("button").first.click()
    page.wait_for_url("**part=remind**")
    settled(page)
    text = page.get_by_test_id("stCode")
    expect(text).to_contain_text("【催报】你单位从未报送城镇老旧小区改造数据")
    text.hover()
    expect(text.get_by_role("button", name="复制")).to_be_visible()
    page.get_by_role("button", name="登记催报").click()
    expect(page.get_by_text("已登记")).to_be_visible()
    expect(page.get_by_test_id("stCode")).to_contain_text("【第二次催报】")
    expect(page.get_by_role("table", name="催报记录")).to_contain_text("经办")


def test_a_number_of_the_last_report_opens_that_report(page: Page):
    page.goto("/reporting?state=reported")
    settled(page)
    units = page.get_by_role("table", name="各单位报送情况")
    units.locator("tbody tr").first.get_by_role("button").nth(1).click()
    page.wait_for_url("**/submissions?**submission=**")
    settled(page)
    expect(page.get_by_role("heading", name="号报送")).to_be_visible()


def test_on_a_phone_every_list_and_how_late_each_unit_is_are_in_sight(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/reporting")
    settled(page)
    lists = page.get_by_test_id("stButtonGroup").filter(has_text="从未报送")
    for word in ("应报", "逾期", "从未报送"):
        box = lists.get_by_text(word).first.bounding_box()
        assert box is not None and box["x"] + box["width"] <= 390
    head = page.get_by_role("table", name="各单位报送情况").get_by_role("columnheader")
    for word in ("单位", "状态", "时限情况"):
        box = head.filter(has_text=word).first.bounding_box()
        assert box is not None and box["x"] < 300


def test_the_link_of_the_first_page_is_read_whole_on_any_screen(page: Page):
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/")
        settled(page)
        link = page.get_by_role("link").filter(has_text="报送情况：截至")
        words = link.get_by_role("paragraph")
        assert words.evaluate("element => element.scrollWidth <= element.clientWidth"), width
        assert words.bounding_box()["width"] <= link.bounding_box()["width"]
