"""An officer supposes stricter rules, reads who moves and why, sends the link on, and takes the paper along."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import settled
from tests.browser.test_monday_why import to

SIDES = "县区得分、等次和名次对比"


def test_a_supposition_is_made_read_sent_on_and_printed(page: Page):
    to(page, "评价", "规则测算")
    expect(page.get_by_text("测算（非正式）").first).to_be_visible()
    page.get_by_label("居民同意率下限").fill("180%")
    page.get_by_role("button", name="测算", exact=True).click()
    expect(page.get_by_text("应为0%至100%之间的比例")).to_be_visible()
    page.get_by_label("居民同意率下限").fill("100%")
    page.get_by_role("tab", name="各项分值").click()
    page.get_by_label("A07").first.fill("8")
    page.get_by_role("button", name="测算", exact=True).click()
    page.wait_for_url("**suppose=**")
    settled(page)
    expect(page.get_by_text("居民同意率下限由2/3改为100%")).to_be_visible()
    table = page.get_by_role("table", name=SIDES)
    first = table.locator("tbody tr").first
    expect(first).to_be_in_viewport()
    told = first.inner_text()
    first.locator("button").first.click()
    page.wait_for_url("**region=**")
    settled(page)
    expect(page.get_by_role("table", name="各条衡量内容的得失")).to_be_visible()
    address = page.url
    page.goto("/")
    settled(page)
    page.goto(address)
    settled(page)
    assert table.locator("tbody tr").first.inner_text() == told
    page.get_by_role("radio", name="各参数的影响").click()
    page.wait_for_url("**columns=parts**")
    settled(page)
    expect(table.get_by_role("columnheader", name="影响得分").first).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="打印").click()
    assert taken.value.suggested_filename.startswith("规则变动影响测算")


def test_the_rules_of_another_pack_are_replayed(page: Page):
    to(page, "评价", "规则测算")
    page.get_by_role("radio", name="规则变动影响").click()
    page.wait_for_url("**part=replay**")
    settled(page)
    expect(page.get_by_role("table", name=SIDES)).to_be_visible()
    rules = page.get_by_role("table", name="变动的评价参数")
    expect(rules.get_by_role("row").last).to_contain_text("第七批")
