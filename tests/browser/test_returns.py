"""Ledger and returns side by side: from a figure down to one record, and an order by one click."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import settled


def test_from_a_compared_figure_to_the_record_behind_it(page: Page):
    page.goto("/reconciliation?result=all&figure=started_compounds")
    settled(page)
    table = page.get_by_role("table", name="台账报表核对", exact=True)
    table.get_by_role("button", name="澄湾区").click()
    page.wait_for_url("**pick=*")
    settled(page)
    expect(page.get_by_role("table", name="历次报送")).to_contain_text("首次报送")
    counted = page.get_by_role("table", name="台账中计入“已开工小区数”的记录")
    code = counted.locator("tbody tr").first.get_by_role("button").inner_text()
    counted.locator("tbody tr").first.get_by_role("button").click()
    page.wait_for_url("**/indicators?**")
    settled(page)
    assert f"record={code}" in page.url
    expect(page.get_by_role("table", name="小区", exact=True)).to_contain_text(code)


def test_sums_by_city_lead_to_their_items(page: Page):
    page.goto("/reconciliation?result=all&by=city&figure=paid")
    settled(page)
    table = page.get_by_role("table", name="台账报表核对汇总")
    table.get_by_role("button", name="云屏市").click()
    page.wait_for_url("**city=990100**")
    settled(page)
    items = page.get_by_role("table", name="台账报表核对", exact=True)
    expect(items.locator("tbody tr")).to_have_count(3)
    expect(items).to_contain_text("一致")
