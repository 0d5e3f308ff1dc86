"""Forms under hasty hands: more clicks write once, the answer stands in sight, a second screen is heard."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import served, settled, signed_in
from tests.browser.test_upload import DAY, send, workbook
from tests.dashboard.small_province import DAYS

UNIT, REASON = "云屏市住建局", "现场检查发现脚手架没有验收"
__all__ = ["workbook"]


@pytest.fixture(scope="module")
def server(small_province: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a database of its own: meetings and orders are counted in it."""
    with served(small_province, tmp_path_factory.mktemp("forms")) as address:
        yield address


@pytest.fixture
def other(browser: Browser, server: str) -> Iterator[Page]:
    """Give a second screen of the same office."""
    context = signed_in(browser, server)
    yield context.new_page()
    context.close()


def click(page: Page, button: Locator, times: int) -> None:
    """Click at one place as fast as a hand does, whatever comes to stand there."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    page.mouse.click(
        box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, click_count=times, delay=15
    )


def answers(page: Page, button: Locator, words: str) -> None:
    """Say whether an answer stands beside its button, both of them in sight."""
    answer = page.get_by_test_id("stAlert").filter(has_text=words)
    expect(answer).to_be_visible()
    settled(page)
    here, there = button.bounding_box(), answer.bounding_box()
    assert here
    assert there
    assert abs(here["y"] - there["y"]) < 60
    for box in (here, there):
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 768


def own_order(page: Page) -> Locator:
    """Open the form of an order that no record caused."""
    page.goto("/orders?state=all")
    settled(page)
    page.get_by_role("button", name="另行下达").click()
    return page.get_by_test_id("stPopoverBody")


def opening(page: Page) -> Locator:
    """Return the button that opens a meeting."""
    return page.get_by_test_id("stFormSubmitButton").get_by_role("button", name="召开会议")


def rows(page: Page, path: str, table: str) -> Locator:
    """Return the rows of a table of a page that is loaded anew."""
    page.goto(path)
    settled(page)
    return page.get_by_role("table", name=table).locator("tbody tr")


def test_three_clicks_issue_one_order_and_leave_an_empty_form(page: Page):
    form = own_order(page)
    form.get_by_label("督办对象（单位）").fill(UNIT)
    button = form.get_by_role("button", name="下达", exact=True)
    button.click()
    answers(page, button, "“督办事由”不能为空")
    expect(form.get_by_label("督办对象（单位）")).to_have_value(UNIT)
    form.get_by_label("督办事由").fill(REASON)
    click(page, button, 3)
    answers(page, button, "已下达督办单〔")
    expect(form.get_by_label("督办事由")).to_have_value("")
    button.click()
    settled(page)
    answers(page, button, "已下达督办单〔")
    expect(rows(page, "/orders?state=all", "督办单")).to_have_count(1)


def test_the_same_order_filled_in_again_after_loading_the_page_anew_is_not_issued_twice(page: Page):
    for words in ("已下达督办单〔", "相同内容已有未办结的督办单〔"):
        form = own_order(page)
        form.get_by_label("督办对象（单位）").fill("晴川市住建局")
        form.get_by_label("督办事由").fill(REASON)
        button = form.get_by_role("button", name="下达", exact=True)
        button.click()
        answers(page, button, words)


def test_an_order_that_another_screen_closed_is_not_closed_again(page: Page, other: Page):
    for screen in (page, other):
        screen.goto("/orders?state=all&order=1")
        settled(screen)
        screen.get_by_role("button", name="办结").click()
    for screen, by in ((page, "甲"), (other, "乙")):
        form = screen.get_by_test_id("stPopoverBody")
        form.get_by_label("办结情况").fill(f"{by}说整改到位")
        click(screen, form.get_by_role("button", name="确认办结"), 2)
        if screen is page:
            expect(page.get_by_test_id("stAlert").filter(has_text="已办结：")).to_be_visible()
    told = other.get_by_test_id("stAlert").filter(has_text=re.compile("由.+办结，本次未登记"))
    expect(told).to_be_visible()
    expect(rows(other, "/orders?state=all&order=1", "办理经过")).to_have_count(1)


def test_a_double_click_opens_one_meeting_and_another_ends_it(page: Page, other: Page):
    for screen in (page, other):
        screen.goto(f"/meeting?as_of={DAYS[1].isoformat()}")
        settled(screen)
    click(page, opening(page), 2)
    expect(page.get_by_role("heading", name="云岭省周调度会议")).to_be_visible()
    click(other, opening(other), 2)
    told = other.get_by_test_id("stAlert").filter(has_text=re.compile("已由.+召开、还没有结束"))
    expect(told).to_be_visible()
    page.goto("/meeting?meeting=1&slide=999")
    settled(page)
    page.get_by_role("button", name="结束会议").click()
    form = page.get_by_test_id("stPopoverBody")
    click(page, form.get_by_role("button", name="确定结束"), 2)
    expect(page.get_by_text("会议已结束。")).to_be_visible()
    expect(rows(page, "/meeting", "历次会议")).to_have_count(1)


def test_a_double_click_on_an_upload_tells_that_it_was_taken(page: Page, workbook: Path):
    send(page, workbook)
    click(page, page.get_by_role("button", name="确认导入"), 2)
    expect(page.get_by_text(f"已入库：澄湾区截至{DAY}的报送")).to_be_visible()
    settled(page)
    expect(page.get_by_text("此前已导入")).to_have_count(0)


def test_minutes_that_another_screen_kept_are_not_replaced_by_a_double_click(
    page: Page, other: Page
):
    held(page)
    for screen in (page, other):
        screen.goto(page.url)
        settled(screen)
        screen.get_by_role("textbox", name="纪要正文").fill(
            "甲写的一稿" if screen is page else "乙写的一稿"
        )
    for screen, times, words in (
        (page, 1, "已保存，以最后一次保存的为准"),
        (other, 2, "已另存过一稿纪要，本次未保存"),
        (other, 1, "已保存，以最后一次保存的为准"),
    ):
        button = screen.get_by_role("button", name="保存纪要")
        click(screen, button, times)
        answers(screen, button, words)


def held(page: Page) -> None:
    """Open a meeting and end it; leave the screen at its last page."""
    page.goto(f"/meeting?as_of={DAYS[1].isoformat()}")
    settled(page)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button", name="召开会议").click()
    page.wait_for_url("**meeting=*")
    page.goto(f"{page.url}&slide=999")
    settled(page)
    page.get_by_role("button", name="结束会议").click()
    form = page.get_by_test_id("stPopoverBody")
    form.get_by_role("button", name="确定结束").click()
    page.get_by_role("button", name="保存纪要").wait_for()
    settled(page)
