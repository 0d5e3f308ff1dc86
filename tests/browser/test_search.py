"""Search by initials from any page, open a project, follow it, and find it among 我的关注."""

from playwright.sync_api import Page, expect
from pypinyin import Style, lazy_pinyin

from tests.browser.conftest import settled


def test_found_by_initials_followed_and_found_again(page: Page):
    page.goto("/supervision")
    settled(page)
    name = page.get_by_role("table").first.locator("tbody tr:not(.total) button").first.inner_text()
    typed = "".join(c for c in "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)) if c.isalnum())
    page.get_by_role("textbox", name="搜索").fill(typed[:30])
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    settled(page)
    found = page.get_by_role("table").first
    found.get_by_role("button", name=name, exact=True).first.press("Enter")
    page.wait_for_url("**/project?**")
    settled(page)
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.get_by_role("table", name="各环节")).to_be_visible()
    page.get_by_role("button", name="关注").click()
    expect(page.get_by_role("button", name="已关注")).to_be_visible()
    page.goto("/")
    settled(page)
    followed = page.get_by_role("link", name=name)
    expect(followed.first).to_be_visible()
    followed.first.click()
    page.wait_for_url("**/project?**")
    settled(page)
    page.get_by_role("button", name="已关注").click()
    expect(page.get_by_role("button", name="关注", exact=False)).not_to_contain_text("已")
