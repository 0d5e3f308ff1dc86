"""Two questions of a Monday, each answered in at most three clicks from 总览, in one walk."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import settled

CITY = "云屏市"


def to(page: Page, section: str, title: str) -> None:
    """Go from 总览 to a page by the menu: two clicks."""
    page.goto("/")
    settled(page)
    page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text=title).first.click()
    page.wait_for_url("**/*?**")
    settled(page)


def test_why_a_county_moved_and_what_corrections_did_to_a_citys_rank(page: Page):
    to(page, "评价", "排名")
    ranking = page.get_by_role("table", name="县区排名", exact=True)
    moved = ranking.locator("tbody tr").first.locator("button.cell").last
    points = moved.inner_text()
    moved.click()
    page.wait_for_url("**opened=why**")
    settled(page)
    lost = page.get_by_role("table", name="各条衡量内容的得失")
    expect(lost.locator("tr.total").first).to_contain_text(points)
    expect(page.get_by_role("heading", name="得分和名次为何变化")).to_be_in_viewport()
    records = page.get_by_role("table", name="结论变化的记录")
    expect(records.locator("tbody tr").first).to_be_visible()
    to(page, "督导", "本期变化")
    page.get_by_role("radio", name="数据更正").click()
    page.wait_for_url("**part=corrections**")
    settled(page)
    listed = page.get_by_role("table", name="数据更正")
    expect(listed.get_by_role("columnheader", name="对得分的影响")).to_be_visible()
    floor_area = listed.get_by_role("row").filter(has_text="建筑面积")
    expect(floor_area).to_contain_text("7273.2")
    expect(floor_area).to_contain_text("无影响")
    effects = page.get_by_role("table", name="更正对各地得分和名次的影响")
    expect(effects.get_by_role("row", name=CITY)).to_contain_text("不变")
