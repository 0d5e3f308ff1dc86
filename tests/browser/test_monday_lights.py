"""A Monday's questions about lights and starts, each answered in at most three clicks from 总览."""

import re
from urllib.parse import parse_qs, urlsplit

import polars as pl
from playwright.sync_api import Locator, Page, expect

from dashboard import data
from metrics.scope import Scope
from metrics.views.parts import labels
from metrics.views.rating import indicator_tables
from metrics.views.rating.ranking import names_of
from tests.browser.conftest import DATABASES, settled
from tests.dashboard.small_province import DAYS, PROVINCE
from tests.databases import used

CITY = "云屏市"
MEASURE = "A07.1"
SCOPE = Scope(PROVINCE, DAYS[1], 2024, "national")


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


def test_which_records_make_a_county_fail_a_measure(server: str, page: Page):
    overview(page)
    ranked = page.get_by_role("table", name=re.compile("排名靠")).locator("tbody tr").first
    ranked.get_by_role("button").click()
    page.wait_for_url("**/indicators?**")
    settled(page)
    page.locator("tr.chosen td button").nth(6).click()
    page.wait_for_url("**item=A07**")
    settled(page)
    _records_and_rules_are_those_of(server, page)


def _records_and_rules_are_those_of(server: str, page: Page) -> None:
    """Compare what the page lists with the evaluation: failing records with their values first, rules read."""
    county = parse_qs(urlsplit(page.url).query)["region"][0]
    with used(DATABASES[server]):
        evaluation = data.evaluation(SCOPE)
        judged = data.evidence(SCOPE, measure=MEASURE, region=county)
    measure = evaluation.standard.measures[MEASURE]
    failing = indicator_tables.evidence_rows(
        judged.filter(pl.col("met").eq(other=False)), measure=measure, names=names_of(evaluation)
    )
    assert failing.lines
    records = page.get_by_role("table", name=MEASURE)
    for line in failing.lines:
        row = records.locator("tbody tr").filter(has_text=line.key)
        for cell in line.cells:
            expect(row).to_contain_text(cell.text)
    unmet = records.locator("tbody tr").filter(has_text=labels.VERDICTS[False])
    expect(unmet).to_have_count(len(failing.lines))
    read = page.get_by_role("table", name="适用参数")
    for key in measure.reads:
        rule = evaluation.rules.rule(key)
        expect(read.get_by_role("row").filter(has_text=rule.label)).to_contain_text(rule.document)


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
