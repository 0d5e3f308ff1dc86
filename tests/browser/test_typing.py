"""在线填报 in a browser: one value typed in a grid, checked and stored."""

from datetime import date

from playwright.sync_api import Page, expect

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


def test_a_value_typed_in_a_grid_is_stored_and_survives_another_page(page: Page):
    page.goto(f"/submissions?view=typing&mode=sheet&unit={SMALL}")
    settled(page)
    choose_day(page, DAY)
    expect(page.get_by_text("没有未保存的修改")).to_be_visible()
    grid = page.get_by_test_id("stDataFrame").first
    box = grid.bounding_box()
    assert box is not None
    # The first row's cell of 项目名称: right of the selection, the row's number and the code.
    x, y = box["x"] + 300, box["y"] + 52
    page.mouse.click(x, y)  # leaves the field of the date
    settled(page)
    page.mouse.dblclick(x, y)
    page.keyboard.press("Control+A")
    page.keyboard.type("改名后的项目")
    page.keyboard.press("Enter")
    expect(page.get_by_text("未保存的修改：变更1行")).to_be_visible()
    page.get_by_text("报送记录", exact=True).first.click()
    settled(page)
    page.get_by_text("在线填报", exact=True).first.click()
    expect(page.get_by_text("未保存的修改：变更1行")).to_be_visible()
    page.get_by_role("button", name="检查并报送").click()
    expect(page.get_by_text("变更1行、删除0行")).to_be_visible()
