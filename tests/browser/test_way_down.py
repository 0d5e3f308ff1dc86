"""From the overview down to one record, and back by a link."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import settled, signed_in
from tests.dashboard.small_province import COUNTY


def test_a_link_to_a_page_brings_its_frame_even_to_the_first_visitor(page: Page):
    page.goto("/rules?rules=gansu")
    settled(page)
    expect(page.get_by_text("甘建城〔2022〕15号").first).to_be_visible()
    expect(page.get_by_text("演示数据").first).to_be_visible()


def test_from_overview_to_indicator_to_evidence_to_record(
    page: Page, browser: Browser, server: str
):
    page.goto("/")
    settled(page)
    expect(page.get_by_role("heading", name="云岭省")).to_be_visible()
    page.locator(".tile", has_text="云屏市").click()
    page.wait_for_url("**/indicators?**")
    settled(page)
    row = page.get_by_role("row", name="澄湾区")
    row.get_by_role("button").nth(7).click()  # the score does not open; the 7th item is A07
    page.wait_for_url("**item=A0*")
    settled(page)
    page.goto(f"/indicators?region={COUNTY}&item=A07&measure=A07.1")
    settled(page)
    expect(page.get_by_text("附件一（七）")).to_be_visible()
    evidence = page.get_by_role("table", name="A07.1 纳入计划的居民共识")
    record = evidence.locator("tbody tr").first
    code = record.get_by_role("button").first.inner_text()
    record.get_by_role("button").first.click()
    page.wait_for_url("**record=*")
    settled(page)
    expect(page.get_by_role("table", name="历次报送")).to_contain_text("首次报送")
    fields = page.get_by_role("table", name="小区", exact=True)
    expect(fields).to_contain_text(code)
    _reopens(page, browser, server, code)


def _reopens(page: Page, browser: Browser, server: str, code: str) -> None:
    """Give the address to somebody else: the same record opens."""
    context = signed_in(browser, server)
    other = context.new_page()
    other.goto(page.url)
    settled(other)
    expect(other.get_by_role("table", name="小区", exact=True)).to_contain_text(code)
    assert other.url == page.url
    context.close()


def test_the_way_back_works_by_trail_and_by_browser(page: Page):
    page.goto(f"/indicators?level=county&region={COUNTY}&item=A07")
    settled(page)
    page.get_by_role("button", name="指标评价", exact=True).click()
    settled(page)
    expect(page.get_by_role("table", name="县区各项得分率")).to_be_visible()
    page.go_back()
    settled(page)
    expect(page.get_by_text("附件一（七）")).to_be_visible()


def test_the_choices_stay_when_the_page_changes(page: Page):
    page.goto("/?as_of=2024-01-31&rules=baoding")
    settled(page)
    page.get_by_test_id("stTopNavSection").filter(has_text="评价").click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text="排名").click()
    page.wait_for_url("**/ranking?**")
    settled(page)
    assert "as_of=2024-01-31" in page.url
    assert "rules=baoding" in page.url


def test_a_heading_sorts_the_ranking(page: Page):
    page.goto("/ranking")
    settled(page)
    table = page.get_by_role("table", name="县区排名", exact=True)
    table.get_by_role("button", name="得分", exact=True).click()
    scores = table.locator("tbody tr td:nth-child(6)").all_inner_texts()
    assert scores == sorted(scores, key=float)


def test_phones_can_read_every_page_without_scrolling_sideways(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/", "/indicators", "/ranking", "/submissions", "/briefings", "/rules"):
        page.goto(path)
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        wide = "document.querySelector('.stMain').scrollWidth"
        assert page.evaluate(wide) <= 390, path
