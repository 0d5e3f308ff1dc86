"""Signing in as an officer does: where a page leads, who the head says is there, and what ends it."""

from datetime import date

from playwright.sync_api import Browser, Page, expect

from metrics.access.roles import Role
from sql.accounts import passwords, sessions
from sql.database.engine import session_scope
from tests.browser.conftest import DATABASES, settled, signed_in
from tests.databases import used
from tests.sql.accounts.people import account

PASSWORD = "-".join(("Ludao", "2026", "ok"))


def _typed_in(page: Page, password: str) -> None:
    page.get_by_label("账号").fill("officer")
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_an_officer_signs_in_is_put_out_and_comes_back_to_the_same_page(
    browser: Browser, server: str
):
    url = DATABASES[server]
    with used(url):
        kept = passwords.hashed(PASSWORD, name="officer")
        number = account("officer", (Role.CHIEF, "990000", date(2099, 1, 1)), password=kept)
    page = browser.new_context(locale="zh-CN", base_url=server).new_page()
    page.goto("/ranking?level=city")
    _typed_in(page, "wrong")
    expect(page.get_by_role("alert")).to_have_text("账号或密码不正确，请重新输入。")
    expect(page.get_by_label("账号")).to_have_value("officer")
    _typed_in(page, PASSWORD)
    settled(page)
    assert "/ranking?level=city" in page.url
    page.get_by_role("button", name="officer经办").click()
    expect(page.get_by_text("省级主管（云岭省，至2099-01-01止）")).to_be_visible()
    where = page.url
    with used(url), session_scope(writing=True) as session:
        sessions.end(session, account=number)
    page.wait_for_url("**/sign-in**")
    _typed_in(page, PASSWORD)
    settled(page)
    assert page.url == where
    page.get_by_role("button", name="officer经办").click()
    page.get_by_role("link", name="退出登录").click()
    page.wait_for_url("**/sign-in**")
    page.context.close()


def test_the_head_says_who_is_there_and_costs_no_row(browser: Browser, server: str):
    context = signed_in(browser, server)
    page = context.new_page()
    page.goto("/")
    settled(page)
    for width, height in ((1366, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        who = page.locator(".st-key-signed_in button").bounding_box()
        bar = page.locator(".st-key-choices").bounding_box()
        assert who and bar and who["x"] + who["width"] <= width
        assert who["y"] + who["height"] <= bar["y"] < 70
    context.close()
