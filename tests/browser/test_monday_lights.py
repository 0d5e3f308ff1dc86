"""A Monday's questions about lights and starts, each answered in at most three clicks from 总览."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settled

CITY = "云屏市"


def overview(page: Page) -> None:
    page.goto("/?place=990000")
    settled(page)


def tile(page: Page, name: str) -> Locator:
    return page.locator("button.figure").filter(has_text=name)


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list: one click of the question, whatever the browser needs to unfold it."""
    page.get_by_role("combobox", name=label).first.click()
    page.get_by_role("option", name=option).first.click()
    settled(page)


def test_which_lights_turned_red_in_one_city_and_why(page: Page):
    overview(page)
    tile(page, "红灯比上期").click()
    page.wait_for_url("**part=lights**")
    settled(page)
    choose(page, "市州", CITY)
    rows = page.get_by_role("table", name=re.compile("灯色变化")).locator("tbody tr")
    expect(rows.first).to_contain_text(CITY)
    expect(rows.first).to_contain_text(re.compile("应于.*前|：|待补报"))
    rows.first.get_by_role("button").click()
    page.wait_for_url("**/project?**")


def test_which_projects_of_a_city_received_money_and_paid_none(page: Page):
    overview(page)
    tile(page, "支付资金").click()
    page.wait_for_url("**money=unpaid**")
    settled(page)
    choose(page, "市州", CITY)
    listed = page.get_by_role("table").first
    expect(listed.or_(page.get_by_text("没有符合条件的项目")).first).to_be_visible()


def test_which_compounds_are_not_started_and_what_each_waits_for(page: Page):
    overview(page)
    number = re.search(r"未开工(\d+)个", tile(page, "已开工").inner_text())
    tile(page, "已开工").click()
    page.wait_for_url("**list=waiting**")
    settled(page)
    assert number
    expect(page.get_by_text(f"共{number[1]}个小区：等待")).to_be_visible()
    row = page.get_by_role("table", name=re.compile("未开工小区")).locator("tbody tr").first
    expect(row).to_contain_text(re.compile("开工|联合审查|方案"))
    row.get_by_role("button").click()
    page.wait_for_url("**/project?**")


def test_which_records_make_a_county_fail_a_measure(page: Page):
    overview(page)
    ranked = page.get_by_role("table", name=re.compile("排名靠")).locator("tbody tr").first
    ranked.get_by_role("button").click()
    page.wait_for_url("**/indicators?**")
    settled(page)
    page.locator("tr.chosen td button").nth(6).click()
    page.wait_for_url("**item=A07**")
    settled(page)
    expect(page.get_by_text("A07.1").first).to_be_visible()


def test_the_red_list_opens_folded_and_its_subtotals_open(page: Page):
    overview(page)
    tile(page, "红灯项目").click()
    page.wait_for_url("**fold=1**")
    settled(page)
    frame = page.locator(".frame").first
    heading = page.get_by_role("columnheader", name="最长逾期").bounding_box()
    assert heading
    assert heading["x"] + heading["width"] < 900
    choose(page, "排列", "按首要原因")
    subtotal = frame.locator("tr.total button").first
    words = subtotal.inner_text()
    subtotal.click()
    page.wait_for_url("**cause=**")
    settled(page)
    expect(page.get_by_role("table").first.locator("tr.total").first).to_contain_text(
        re.search(r"（\d+个项目）", words)[0]
    )
