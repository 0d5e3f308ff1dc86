"""A meeting as the office holds it: opened, stepped through by keyboard, a promise heard next week."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled
from tests.browser.reading_aloud import hindrances
from tests.dashboard.small_province import DAYS


def type_day(page: Page, label: str, day: str) -> None:
    """Type a date into one of the page's date fields."""
    field = page.get_by_test_id("stDateInput").filter(has_text=label)
    field.locator('[role="spinbutton"]').first.click()
    page.keyboard.type(day)


def open_meeting(page: Page, day: str) -> None:
    """Open a meeting from the list and show its first page."""
    page.goto(f"/meeting?as_of={DAYS[1].isoformat()}")
    settled(page)
    type_day(page, "会议日期", day)
    page.keyboard.press("Escape")  # the calendar stays open over the button else
    page.get_by_test_id("stFormSubmitButton").get_by_role("button", name="召开会议").click()
    page.wait_for_url("**meeting=*")
    settled(page)
    expect(page.get_by_role("heading", name="云岭省周调度会议")).to_be_visible()


def press(page: Page, key: str, heading: str) -> None:
    """Press a key and wait for the page it leads to."""
    page.keyboard.press(key)
    expect(page.get_by_role("heading", name=re.compile(heading))).to_be_visible()
    settled(page)


def fits(page: Page) -> bool:
    """Say whether nothing of the page lies below the edge of the projector."""
    return bool(
        page.evaluate(
            "(() => { const m = document.querySelector('.stMain');"
            "return m.scrollHeight <= m.clientHeight && m.scrollWidth <= m.clientWidth })()"
        )
    )


def test_a_promise_is_heard_at_the_next_meeting_and_an_order_is_answered(projector: Page):
    page = projector
    open_meeting(page, "20240708")
    page.get_by_role("button", name="放映", exact=True).click()
    page.wait_for_url("**present=1*")
    settled(page)
    expect(page.get_by_test_id("stTopNavLink").first).to_be_hidden()
    press(page, "ArrowRight", "总体情况")
    press(page, "ArrowLeft", "周调度会议")
    press(page, "PageDown", "总体情况")
    _the_page_alone(page)
    press(page, "PageDown", "红灯项目")
    _promise(page)
    _order(page)
    page.keyboard.press("Escape")
    _every_page_fits(page)
    _close(page, "三日内进场，2024年7月12日前完成")
    open_meeting(page, "20240715")
    press(page, "ArrowRight", "总体情况")
    press(page, "ArrowRight", "上次会议承诺兑现情况")
    heard = page.get_by_role("table", name="上次会议承诺兑现情况")
    expect(heard).to_contain_text("三日内进场")
    expect(heard).to_contain_text("（3天）")
    _every_page_fits(page)
    _close(page, "三日内进场")  # a meeting left open would keep every later one from opening
    _answer_the_order(page)


def _the_page_alone(page: Page) -> None:
    """Nothing but the page is to be seen; D makes it dark, which a reload remembers; it is copied as picture."""
    for bar in ("stHeader", "stToolbar", "stSidebar"):
        expect(page.get_by_test_id(bar)).to_be_hidden()
    bar = page.locator(".st-key-turning")
    expect(bar).to_have_css("opacity", "0")
    dark = page.locator("html.dark")
    page.keyboard.press("d")
    expect(dark).to_have_count(1)
    page.reload()
    settled(page)
    expect(dark).to_have_count(1)
    page.keyboard.press("d")
    expect(dark).to_have_count(0)
    assert hindrances(page) == []
    page.get_by_role("button", name="复制本页").click()
    expect(bar).to_have_css("opacity", "1")
    page.get_by_role("button", name="生成图片").click()
    expect(page.get_by_alt_text("本页图片")).to_have_js_property("naturalWidth", 1600)
    page.get_by_role("button", name="复制本页").click()


def _promise(page: Page) -> None:
    page.get_by_role("button", name="记录承诺").click()
    page.get_by_label("承诺人（单位和姓名）").fill("云屏市住建局")
    page.get_by_label("承诺事项").fill("三日内进场")
    assert hindrances(page) == []
    page.keyboard.press("ArrowLeft")  # moves the cursor, not the page
    popover = page.get_by_test_id("stPopoverBody")
    type_day(page, "完成时限", "20240712")
    popover.get_by_role("button", name="记入承诺").click()
    expect(popover.get_by_text("已记入承诺CN-1")).to_be_visible()
    settled(page)
    expect(page.locator(".st-key-outcomes")).to_contain_text("三日内进场")
    page.get_by_role("button", name="记录承诺").click()


def _order(page: Page) -> None:
    """Issue an order for the red project that stands first."""
    page.get_by_role("button", name="下达督办单").click()
    popover = page.get_by_test_id("stPopoverBody")
    expect(popover.get_by_label("督办事由")).to_have_value(re.compile("逾期"))
    popover.get_by_role("button", name="下达", exact=True).click()
    expect(popover.get_by_text("已下达督办单〔2024〕1号")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="下达督办单").click()


def _every_page_fits(page: Page) -> None:
    page.goto(re.sub(r"slide=\d+", "slide=1", page.url) + "&present=1")
    settled(page)
    page.wait_for_timeout(1500)  # a page just opened is drawn before it listens to keys
    number = int(page.get_by_text(re.compile(r"^1/\d+$")).inner_text().split("/")[1])
    for turn in range(2, number + 1):
        assert fits(page), turn - 1
        page.keyboard.press("PageDown")
        expect(page.get_by_text(f"{turn}/{number}")).to_be_visible()
        settled(page)
    expect(page.get_by_role("heading", name="会议小结")).to_be_visible()


def _close(page: Page, minuted: str) -> None:
    page.get_by_role("button", name="结束会议").click()
    popover = page.get_by_test_id("stPopoverBody")
    popover.get_by_role("button", name="确定结束").click()
    minutes = page.get_by_label("纪要正文（每行一段，“一、”开头的为标题）")
    expect(minutes).to_have_value(re.compile(minuted))


def _answer_the_order(page: Page) -> None:
    page.goto("/orders?state=all")
    settled(page)
    table = page.get_by_role("table", name="督办单")
    table.get_by_role("button", name="〔2024〕1号").click()
    page.wait_for_url("**order=1*")
    settled(page)
    page.get_by_role("button", name="登记回复").click()
    popover = page.get_by_test_id("stPopoverBody")
    popover.get_by_label("回复内容").fill("已进场施工")
    popover.get_by_role("button", name="确认登记回复").click()
    expect(page.get_by_role("table", name="办理经过")).to_contain_text("已进场施工")


@pytest.mark.parametrize("path", ["/changes", "/meeting", "/orders", "/calendar", "/cases"])
def test_phones_can_read_the_office_pages(page: Page, path: str):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    settled(page)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
