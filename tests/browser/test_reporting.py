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
    late = row.get_by_role("button").last
    number = late.inner_text()
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
    page.get_by_label("经办人").fill("记录员")
    page.get_by_role("button", name="登记催报").click()
    expect(page.get_by_text("已登记")).to_be_visible()
    expect(page.get_by_test_id("stCode")).to_contain_text("【第二次催报】")
    expect(page.get_by_role("table", name="催报记录")).to_contain_text("记录员")
