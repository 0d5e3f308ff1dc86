"""An auditor reads all of the province with its evidence and the log, and is offered nothing that writes."""

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from metrics.access.roles import Role
from sql.database.engine import session_scope
from sql.models import LOG, METADATA, SUBMISSIONS
from sql.models.accounts import SESSIONS
from tests.browser.conftest import DATABASES, PATIENCE, settled, signed_in
from tests.browser.test_every_way import SECTION, go
from tests.dashboard.small_province import DAYS, SMALL
from tests.databases import used

WRITING = (
    "保存",
    "提交",
    "确认",
    "签发",
    "导入",
    "上传",
    "开通",
    "停用",
    "删除",
    "撤回",
    "登记",
    "销号",
    "添加",
    "下达",
)
OWN_TABLES = {LOG, SESSIONS}
"""What a visit itself leaves: that somebody was there."""


def held(address: str) -> dict[str, int]:
    """Count the rows of every table that a visit may not touch."""
    with used(DATABASES[address]), session_scope() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in METADATA.sorted_tables
            if table not in OWN_TABLES
        }


def offers_no_writing(page: Page, name: str) -> None:
    """Look whether a page takes a file, or has a button that writes."""
    assert page.get_by_test_id("stFileUploader").count() == 0, name
    buttons = '[data-testid="stButton"], [data-testid="stFormSubmitButton"]'
    labels = page.locator(buttons).all_inner_texts()
    assert not [label for label in labels if label.startswith(WRITING)], name


def test_an_auditor_reads_all_and_changes_nothing(browser: Browser, server: str):
    context = signed_in(browser, server, Role.AUDITOR)
    before = held(server)
    assert before[SUBMISSIONS.name]
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto("/")
    settled(page)
    sections = page.get_by_test_id("stTopNavSection").all_inner_texts()
    seen = [
        entry
        for entry in SECTION
        if entry.name not in ("settings", "accounts", "review", "meeting")
    ]
    assert set(sections) >= {"督导", "评价", "报送"}
    for entry in seen:
        go(page, entry)
        settled(page)
        offers_no_writing(page, entry.name)
    day = f"as_of={DAYS[1]}"
    page.goto(f"/indicators?{day}&region={SMALL}&measure=A07.1")
    settled(page)
    expect(page.get_by_text("记录仅供本级查看")).to_have_count(0)
    expect(page.get_by_role("table").last.get_by_role("row").nth(1)).to_be_visible()
    page.goto("/log")
    settled(page)
    expect(page.get_by_role("table").first.get_by_role("row").nth(1)).to_be_visible()
    context.close()
    assert held(server) == before
