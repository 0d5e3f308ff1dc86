"""在线填报 in a browser: what is typed is checked, looked through and stored."""

from datetime import date

from playwright.sync_api import Page, Position, expect

from sql.demo.timeline import DATES
from tests.browser.conftest import settled
from tests.dashboard.small_province import SMALL

DAY = DATES[6]


def choose_day(page: Page, day: date) -> None:
    page.get_by_test_id("stDateInput").locator('[role="spinbutton"]').first.click()
    page.keyboard.type(day.strftime("%Y%m%d"))
    page.keyboard.press("Escape")
    settled(page)
    page.get_by_role("heading", name="在线填报").click()  # the calendar keeps what is typed
    settled(page)


def opened(page: Page, mode: str) -> None:
    page.goto(f"/submissions?view=typing&mode={mode}&unit={SMALL}")
    settled(page)
    choose_day(page, DAY)
    expect(page.get_by_text("尚无修改")).to_be_visible()


NAME = Position(x=300, y=52)
"""The first row's cell of 项目名称: right of the selection, the row's number and the code."""


def type_into_grid(page: Page, text: str) -> None:
    """Open the cell, again where the grid was drawn anew meanwhile, and type over what it says."""
    field = page.locator("#portal textarea")
    for _ in range(10):
        page.get_by_test_id("stDataFrame").first.dblclick(position=NAME)
        page.wait_for_timeout(500)
        if field.count():
            break
    field.fill(text)
    field.press("Enter")


def test_what_was_typed_is_looked_through_and_whoever_confirms_it_says_who_they_are(page: Page):
    opened(page, "project")
    year = page.get_by_role("textbox", name="计划年度*")
    year.fill("2020")
    year.press("Enter")
    expect(page.get_by_text("已修改、尚未报送：变更1行")).to_be_visible()
    page.get_by_role("button", name="检查", exact=True).click()
    expect(page.get_by_text("检查通过，尚未入库")).to_be_in_viewport()
    for part in ("得分", "名次（区间）", "各工作表、各项目的变化"):
        expect(page.get_by_text(part, exact=True)).to_be_visible()
    send = page.get_by_role("button", name="确认报送")
    expect(send).to_be_in_viewport()
    page.get_by_test_id("stCheckbox").locator("label").click()
    page.get_by_role("button", name="返回修改").click()
    expect(page.get_by_text("已修改、尚未报送：变更1行")).to_be_visible()
    page.get_by_role("button", name="检查", exact=True).click()
    page.get_by_test_id("stCheckbox").locator("label").click()
    send.click()
    expect(page.get_by_text("已入库：")).to_be_in_viewport()
    expect(page.get_by_text("尚无修改")).to_be_visible()


def test_a_value_typed_in_a_grid_is_stored_and_survives_another_page(page: Page):
    opened(page, "sheet")
    page.get_by_test_id("stDataFrame").first.click(position=NAME)  # leaves the field of the date
    settled(page)
    type_into_grid(page, "改名后的项目")
    expect(page.get_by_text("已修改、尚未报送：变更1行")).to_be_visible()
    page.get_by_text("报送记录", exact=True).first.click()
    settled(page)
    page.get_by_text("在线填报", exact=True).first.click()
    expect(page.get_by_text("已修改、尚未报送：变更1行")).to_be_visible()
    page.get_by_role("button", name="检查", exact=True).click()
    page.get_by_role("button", name="确认报送").click()
    expect(page.get_by_text("已入库：")).to_be_in_viewport()
    expect(page.get_by_text("变更1行、删除0行").first).to_be_visible()
