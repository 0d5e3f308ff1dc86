"""From the red filter to one order for each county, and the paper of one of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import served, settled, signed_in


@pytest.fixture(scope="module")
def server(small_province: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a database of its own: orders are counted in it."""
    with served(small_province, tmp_path_factory.mktemp("batch")) as address:
        yield address


def test_the_red_filter_gives_one_order_to_each_county_and_the_paper_of_one(
    browser: Browser, server: str, tmp_path: Path
):
    context = signed_in(browser, server)
    page = context.new_page()
    page.goto("/supervision?light=红")
    settled(page)
    page.get_by_role("button", name="成批督办").click()
    settled(page)
    drafts = page.get_by_role("table").locator("tbody tr")
    expect(drafts.first).to_be_visible()
    count = drafts.count()
    page.get_by_role("button", name=f"下达{count}件").click()
    expect(page.get_by_text(f"已下达督办单{count}件")).to_be_visible()
    page.get_by_role("link", name="去督办单").click()
    settled(page)
    numbers = page.get_by_role("button", name=re.compile(r"〔\d{4}〕\d+号"))
    expect(numbers).to_have_count(count)
    numbers.first.click()
    settled(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="生成督办单PDF").click()
    paper = tmp_path / "order.pdf"
    taken.value.save_as(paper)
    assert paper.read_bytes().startswith(b"%PDF")
    context.close()
