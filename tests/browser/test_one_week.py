"""One week of the office in one walk: a red project, its order, the meeting, and the week after."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import served, settled
from tests.browser.test_meeting import open_meeting, press, type_day
from tests.browser.test_supervision import choose
from tests.dashboard.small_province import DAYS

CITY = "云屏市"
PROMISED = "倒排工期，月底前补报开工资料"
NUMBER = r"〔\d{4}〕\d+号"


@pytest.fixture(scope="module")
def server(small_province: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a database of its own: no meeting may be opened on a day before the last one's."""
    with served(small_province, tmp_path_factory.mktemp("week")) as address:
        yield address


def test_from_a_red_project_to_next_weeks_meeting(projector: Page):
    page = projector
    _red_project_and_why(page)
    number = _order(page)
    open_meeting(page, "20240722")
    _to_red_projects(page)
    _promise(page)
    _close(page)
    open_meeting(page, "20240729")
    press(page, "ArrowRight", "总体情况")
    press(page, "ArrowRight", "上次会议承诺兑现情况")
    heard = page.get_by_role("table", name="上次会议承诺兑现情况")
    expect(heard).to_contain_text(PROMISED)
    page.goto("/orders?state=all")
    expect(page.get_by_role("table", name="督办单")).to_contain_text(number)


def _red_project_and_why(page: Page) -> None:
    page.goto(f"/supervision?as_of={DAYS[1].isoformat()}")
    settled(page)
    choose(page, "灯色", "红")
    page.wait_for_url("**light=**")
    choose(page, "市州", CITY)
    page.wait_for_url("**city=990100**")
    page.get_by_role("table").first.locator("tbody tr:not(.total) button").first.click()
    page.wait_for_url("**project=**")
    settled(page)
    expect(page.get_by_role("table", name="亮灯原因")).to_contain_text("红")


def _order(page: Page) -> str:
    page.get_by_role("button", name="下达督办单").click()
    popover = page.get_by_test_id("stPopoverBody")
    popover.get_by_role("button", name="下达", exact=True).click()
    told = popover.get_by_text(re.compile(f"已下达督办单{NUMBER}")).first
    expect(told).to_be_visible()
    (number,) = re.findall(NUMBER, told.inner_text())
    return str(number)


def _to_red_projects(page: Page) -> None:
    """Turn pages until a region's red projects are shown: promises and changes may come before."""
    for turn in range(2, 5):
        page.keyboard.press("PageDown")
        expect(page.get_by_text(re.compile(f"^{turn}/"))).to_be_visible()
        settled(page)
        if page.get_by_role("heading", name=re.compile("红灯项目")).is_visible():
            return


def _promise(page: Page) -> None:
    page.get_by_role("button", name="记录承诺").click()
    type_day(page, "完成时限", "20240726")
    page.get_by_label("承诺人（单位和姓名）").fill("云屏市住建局")  # the calendar closes
    page.get_by_label("承诺事项").fill(PROMISED)
    popover = page.get_by_test_id("stPopoverBody")
    popover.get_by_role("button", name="记入承诺").click()
    expect(popover.get_by_text(re.compile("已记入承诺CN-"))).to_be_visible()
    settled(page)
    page.get_by_role("button", name="记录承诺").click()


def _close(page: Page) -> None:
    turn, pages = map(int, page.get_by_text(re.compile(r"^\d+/\d+$")).inner_text().split("/"))
    for following in range(turn + 1, pages + 1):
        page.keyboard.press("PageDown")
        expect(page.get_by_text(f"{following}/{pages}")).to_be_visible()
        settled(page)
    page.get_by_role("button", name="结束会议").click()
    popover = page.get_by_test_id("stPopoverBody")
    popover.get_by_role("button", name="确定结束").click()
    expect(page.get_by_label(re.compile("纪要正文"))).to_have_value(re.compile(PROMISED))
