"""A round goes its way in a browser: sealed, checked by a second person, published, and seen by a county."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect

from metrics.access.roles import Role
from tests.browser.conftest import PATIENCE, settled, signed_in
from tests.dashboard.small_province import COUNTY, PROVINCE


@contextmanager
def opened(browser: Browser, address: str, role: Role, region: str) -> Iterator[Page]:
    """Give the page of an officer of their own."""
    context = signed_in(browser, address, role, region=region)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"/rounds?place={region}")
    settled(page)
    yield page
    context.close()


def test_a_clerk_seals_a_chief_checks_and_publishes_and_a_county_sees_it(
    browser: Browser, server: str
):
    with opened(browser, server, Role.CLERK, PROVINCE) as page:
        page.get_by_role("button", name="封账", exact=True).click()
        page.get_by_role("link", name="打开该轮次").click()
        expect(page.get_by_text("本轮次由您封账，须由另一人复核")).to_be_visible()
        expect(page.get_by_role("button", name="复核通过")).to_have_count(0)
    with opened(browser, server, Role.COUNTY, COUNTY) as page:
        expect(page.get_by_text("还没有可查看的封账轮次")).to_be_visible()
    with opened(browser, server, Role.CHIEF, PROVINCE) as page:
        page.get_by_role("button", name="第1轮").first.click()
        for step in ("复核通过", "公示"):
            page.get_by_role("button", name=step).first.click()
            page.get_by_role("button", name=f"确认{step}").click()
            expect(page.get_by_text(f"已{step}").first).to_be_visible()
            settled(page)
        page.get_by_role("button", name="核验").click()
        expect(page.get_by_text("一致：重新计算的结果与封存的完全相同")).to_be_visible()
    with opened(browser, server, Role.COUNTY, COUNTY) as page:
        page.get_by_role("button", name="第1轮").first.click()
        page.get_by_role("link", name="查看该轮次的排名").click()
        expect(page.get_by_text("正在查看").first).to_be_visible()
