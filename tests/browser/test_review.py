"""A report goes its way: the county uploads, the city returns it with a marked cell, the county corrects, both accept.

The figures move only then.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from metrics.access.acting import actor
from metrics.access.roles import Role
from metrics.office import ISSUER, NAME, PACK, PROVINCE, RULE
from metrics.reporting.review.decisions import Decision
from sql.database.engine import session_scope
from sql.office.settings import write
from sql.reported.intake import import_workbook
from sql.reported.review import written
from tests.browser.conftest import PATIENCE, served, settled, signed_in
from tests.databases import used
from tests.workbooks import made

WHOLE, CITY, COUNTY = "620000", "620100", "620102"
JUNE, JULY = date(2023, 6, 30), date(2023, 7, 31)
RULES = {PROVINCE: WHOLE, NAME: "示例省旧改办", ISSUER: "示例函", PACK: "national"}


@pytest.fixture(scope="module")
def reviewing(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an office where city and province review what is sent from July on; June is accepted."""
    folder = tmp_path_factory.mktemp("review")
    file = Path(shutil.copy(blank, folder / "office.sqlite"))
    with used(f"sqlite:///{file}"):
        for unit, sheets in ((WHOLE, made.province()), (COUNTY, made.county())):
            path = made.write(folder / f"{unit}.xlsx", sheets)
            last = import_workbook(path, unit=unit, as_of=JUNE)
            assert last.submission
        with session_scope(writing=True) as session:
            write(session, RULES, by="示例")
            rule = {f"{RULE}review_levels": {"value": 2, "clause": ""}}
            write(session, rule, by="示例", since=date(2023, 7, 1), document="示例函〔2023〕1号")
            written.write(
                session, submission=last.submission, reviewer=WHOLE, decision=Decision.ACCEPTED,
                reason="", step=2, steps=2, who=actor(),
            )  # fmt: skip
    with served(file, folder) as address:
        yield address


@contextmanager
def opened(browser: Browser, address: str, role: Role, region: str) -> Iterator[Page]:
    """Give the page of an officer of their own."""
    context = signed_in(browser, address, role, region=region)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    yield page
    context.close()


def paid(amount: float, folder: Path) -> Path:
    """Write what the county sends: how much of a project's money was paid."""
    sheets = made.changed(made.county(), "资金", 1, "支付金额(万元)", amount)
    return made.write(folder / f"{amount}.xlsx", sheets)


def upload(page: Page, path: Path) -> None:
    page.goto(f"/submissions?place={COUNTY}")
    settled(page)
    page.locator('input[type="file"]').set_input_files(path)
    page.get_by_role("button", name="检查", exact=True).wait_for()
    settled(page)
    unit = page.get_by_role("combobox", name="报送单位").first
    unit.fill(COUNTY)
    unit.press("Enter")
    page.get_by_test_id("stDateInput").locator('[role="spinbutton"]').first.click()
    page.keyboard.type(JULY.strftime("%Y%m%d"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="检查", exact=True).click()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_role("heading", name="报送结果")).to_be_visible()
    settled(page)


def open_waiting(page: Page) -> None:
    """Go from the first page to the report that waits."""
    page.goto(f"/?place={WHOLE}")
    page.get_by_role("link", name="报送审核：待审核1份").click()
    page.get_by_role("button", name="甲一区").click()
    settled(page)


def money(browser: Browser, address: str) -> str:
    """Return what the first page of the province says was paid of what had come in."""
    with opened(browser, address, Role.AUDITOR, WHOLE) as page:
        page.goto(f"/?place={WHOLE}")
        settled(page)
        figure = page.locator("button.figure").filter(has_text="支付资金")
        return figure.locator(".detail").inner_text()


def return_one_cell(page: Page) -> None:
    open_waiting(page)
    page.get_by_role("button", name="退回").first.click()
    page.get_by_text("指出要更正的单元格").click()
    settled(page)
    sheet = page.get_by_role("combobox", name="工作表")
    sheet.fill("资金")
    sheet.press("Enter")
    settled(page)
    column = page.get_by_role("combobox", name="栏目")
    column.fill("支付金额")
    column.press("Enter")
    settled(page)
    page.get_by_role("textbox", name="意见").fill("与支付凭证不符")
    page.get_by_role("textbox", name="意见").press("Enter")
    page.get_by_role("button", name="加入").click()
    expect(page.get_by_text("与支付凭证不符").first).to_be_visible()
    page.get_by_role("textbox", name="退回原因（必填）").fill("支付金额有误，请核实")
    page.get_by_role("button", name="确认退回").click()
    expect(page.get_by_text("原因已告知报送单位").first).to_be_visible()


def marked(page: Page, folder: Path) -> set[str]:
    """Follow the line on the first page to what was returned; return all that its workbook's list says."""
    page.goto(f"/?place={COUNTY}")
    page.get_by_role("link", name="支付金额有误，请核实").click()
    with page.expect_download() as given:
        page.get_by_role("button", name="下载标注后的工作簿").click()
    given.value.save_as(folder / "退回.xlsx")
    listed = openpyxl.load_workbook(folder / "退回.xlsx")["错误清单"]
    return {str(cell.value) for row in listed.iter_rows() for cell in row}


def accept(browser: Browser, address: str, role: Role, region: str) -> None:
    with opened(browser, address, role, region) as page:
        open_waiting(page)
        page.get_by_role("button", name="审核通过").click()
        expect(page.get_by_text("已通过第").first).to_be_visible()


def test_returned_with_a_marked_cell_corrected_and_accepted_by_both(
    browser: Browser, reviewing: str, tmp_path: Path
):
    before = money(browser, reviewing)
    with opened(browser, reviewing, Role.COUNTY, COUNTY) as county:
        upload(county, paid(90, tmp_path))
        with opened(browser, reviewing, Role.CITY, CITY) as city:
            return_one_cell(city)
        words = marked(county, tmp_path)
        assert {"资金", "E2"} <= words
        assert any("与支付凭证不符" in each for each in words)
        upload(county, paid(95, tmp_path))
    accept(browser, reviewing, Role.CITY, CITY)
    assert money(browser, reviewing) == before
    accept(browser, reviewing, Role.CLERK, WHOLE)
    assert money(browser, reviewing).startswith("占到位 63.33%") and "63.33%" not in before
