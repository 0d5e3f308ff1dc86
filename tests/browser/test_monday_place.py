"""Four questions of a Monday, each within three clicks from 总览: most stand on the page of a place.

What is the least that a county must do to leave red, and who does it? What did it promise at the last
meeting, and what became of it? Which projects received money and paid none? What is due in ten working days?
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from dashboard import data
from metrics.scope import Scope
from metrics.views.parts import numbers
from sql.database.engine import session_scope
from sql.dispatch import meetings, promises
from tests.browser.conftest import DATABASES, served, settled
from tests.dashboard.small_province import COUNTY, DAYS, PROVINCE
from tests.databases import by_hand, copied, used

WHAT = "六月底前完成北苑路片区竣工验收"
UNPAID, UNTOLD = "XM2024-99010101", "XM2024-99010102"
"""A project that paid nothing of what it received, and one that does not tell what it paid."""


@pytest.fixture(scope="module")
def server(small_province: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a province in which the county promised something in a meeting, and a project paid nothing."""
    folder = tmp_path_factory.mktemp("monday")
    with used(copied(small_province, folder)), by_hand() as session:
        for project, paid in ((UNPAID, "0"), (UNTOLD, "NULL")):
            session.execute(text(
                f"UPDATE reported_funds SET paid = {paid} WHERE project = '{project}'"
            ))  # fmt: skip
    with served(folder / "test.sqlite", tmp_path_factory.mktemp("served")) as address:
        with used(DATABASES[address]), session_scope(writing=True) as session:
            held = meetings.open_meeting(
                session, place=PROVINCE, held_on=DAYS[1], data_date=DAYS[1], year=2024,
                rules="national", by="省办公室",
            )  # fmt: skip
            promises.make(
                session, meeting=held.id, region=COUNTY, who="澄湾区住房和城乡建设局", what=WHAT,
                due_on=date(2024, 7, 5), by="省办公室",
            )  # fmt: skip
        yield address


def test_what_a_county_has_to_do_is_three_clicks_from_the_overview(page: Page):
    page.goto(f"/?place={PROVINCE}&as_of={DAYS[1]}")
    settled(page)
    page.get_by_role("link", name="一地一页：逐市逐县查看").click()
    settled(page)
    page.get_by_role("combobox", name="市州、县区").click()
    page.get_by_role("option", name="云屏市澄湾区").click()
    settled(page)
    expect(page.get_by_role("heading", name="澄湾区老旧小区改造情况一页通")).to_be_visible()
    least = page.get_by_role("table", name="消除红灯需整改")
    expect(least).to_contain_text("澄湾区住房和城乡建设局")
    expect(least).to_contain_text("填报")
    said = page.get_by_role("table", name="上次会议的承诺")
    expect(said).to_contain_text(WHAT)
    expect(said).to_contain_text("未到期")
    soon = page.get_by_role("table", name="今后10个工作日到期事项")
    expect(soon).to_contain_text("会议承诺")
    expect(soon).to_contain_text("改造环节")
    expect(page.get_by_role("heading", name="资金到位而未支付的项目（1个）")).to_be_visible()
    soon.get_by_role("button").last.click()
    page.wait_for_url("**/project?**")


def test_which_projects_of_a_city_received_money_and_paid_none(server: str, page: Page):
    page.goto(f"/?place={PROVINCE}&as_of={DAYS[1]}")
    settled(page)
    tile = page.locator("button.figure").filter(has_text="支付资金")
    expect(tile).to_contain_text("到位未支付1个项目")
    tile.click()
    page.wait_for_url("**money=unpaid**")
    settled(page)
    page.get_by_role("combobox", name="市州").first.click()
    page.get_by_role("option", name="云屏市").first.click()
    settled(page)
    with used(DATABASES[server]):
        supervised = data.supervised(Scope(PROVINCE, DAYS[1], 2024, "national"))
    project = supervised.projects.row(by_predicate=pl.col("project") == UNPAID, named=True)
    assert project["received"] > 0
    listed = page.get_by_role("table").first.locator("tbody tr:not(.total)")
    expect(listed).to_have_count(1)
    for words in (UNPAID, project["name"], numbers.wan(project["received"])):
        expect(listed).to_contain_text(words)
    listed.get_by_role("button").click()
    page.wait_for_url(f"**project={UNPAID}**")
