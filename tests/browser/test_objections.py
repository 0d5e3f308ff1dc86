"""A county objects with a file, the province decides, the round is sealed anew, and the slip is taken along."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from metrics.access.roles import Role
from metrics.office import ISSUER, NAME, PACK, PROVINCE
from metrics.scope import Scope
from metrics.sealing.rounds import PUBLISHED
from sql.database import beijing
from sql.database.engine import session_scope
from sql.dispatch.journal import add
from sql.models.sealed import ROUND_EVENTS
from sql.office.settings import write
from sql.reported.intake import import_workbook
from sql.sealed import rounds
from tests.browser.conftest import DATABASES, PATIENCE, served, settled, signed_in
from tests.databases import used
from tests.workbooks import made

WHOLE, COUNTY = "620000", "620102"
JUNE = date(2023, 6, 30)
OFFICE = {PROVINCE: WHOLE, NAME: "示例省旧改办", ISSUER: "示例函", PACK: "national"}


def send(folder: Path, built: int) -> None:
    """Import what the county reports: the year in which its first compound was built."""
    sheets = made.changed(made.county(), "小区", 1, "建成年份", built)
    import_workbook(made.write(folder / f"{built}.xlsx", sheets), unit=COUNTY, as_of=JUNE)


def published_now(number: int) -> None:
    """Publish a round today, with five days for objections."""
    today = beijing.today()
    with session_scope(writing=True) as session:
        add(
            session, ROUND_EVENTS, round=number, kind=PUBLISHED, happened_on=today,
            until=today + timedelta(days=5), text="",
        )  # fmt: skip


@pytest.fixture(scope="module")
def published(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an office with a published round that is open to objections."""
    folder = tmp_path_factory.mktemp("objections")
    file = Path(shutil.copy(blank, folder / "office.sqlite"))
    with used(f"sqlite:///{file}"):
        import_workbook(made.write(folder / "whole.xlsx", made.province()), unit=WHOLE, as_of=JUNE)
        send(folder, 2005)
        with session_scope(writing=True) as session:
            write(session, OFFICE, by="示例")
        with session_scope() as session:
            seal = rounds.judged(session, Scope(WHOLE, JUNE, 2023, "national", JUNE))
        with session_scope(writing=True) as session:
            number = rounds.keep(session, seal, title="上半年成效评价")
        published_now(number)
    with served(file, folder) as address:
        yield address


@contextmanager
def opened(browser: Browser, address: str, role: Role, region: str) -> Iterator[Page]:
    context = signed_in(browser, address, role, region=region)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    yield page
    context.close()


def objections(page: Page, number: int, place: str) -> None:
    page.goto(f"/objections?place={place}&round={number}")
    settled(page)


def object_to(page: Page, folder: Path) -> None:
    """Pick the figure, say why, and hand a file in."""
    objections(page, 1, COUNTY)
    page.get_by_role("button", name="A02.2 对象符合条件").click()
    settled(page)
    expect(page.get_by_role("textbox", name="溯源码")).to_have_value(CODE)
    page.get_by_role("textbox", name="异议理由（必填）").fill("该小区建成于1990年，原报有误。")
    proof = folder / "房屋产权证明.pdf"
    proof.write_bytes(b"%PDF-1.4\n")
    page.locator('input[type="file"]').set_input_files(proof)
    page.get_by_role("button", name="提出异议").click()
    expect(page.get_by_text("已提出第1号异议").first).to_be_visible()
    settled(page)


CODE = re.compile("^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$")


def decide(page: Page) -> None:
    objections(page, 1, WHOLE)
    page.get_by_role("button", name="A02.2 对象符合条件").click()
    settled(page)
    with page.expect_download() as given:
        page.get_by_role("button", name="房屋产权证明.pdf").click()
    assert Path(given.value.path()).read_bytes() == b"%PDF-1.4\n"
    page.get_by_text("更正", exact=True).click()
    settled(page)
    page.get_by_role("textbox", name="裁定理由（必填）").fill("经查产权档案，情况属实。")
    page.get_by_role("button", name="确认裁定：更正").click()
    expect(page.get_by_text("裁定：更正").first).to_be_visible()


def seal_again(page: Page) -> None:
    objections(page, 1, WHOLE)
    page.get_by_role("button", name="更正封账").click()
    expect(page.get_by_text("已更正封账").first).to_be_visible()


def test_objected_decided_corrected_and_the_slip_taken_along(
    browser: Browser, published: str, tmp_path: Path
):
    with opened(browser, published, Role.COUNTY, COUNTY) as county:
        object_to(county, tmp_path)
        expect(county.get_by_text("待裁定1件")).to_be_visible()
        with opened(browser, published, Role.CHIEF, WHOLE) as chief:
            decide(chief)
            with used(DATABASES[published]):
                send(tmp_path, 1990)
            seal_again(chief)
            objections(chief, 2, WHOLE)
            expect(chief.get_by_role("heading", name="更正单第1号")).to_be_visible()
            with chief.expect_download() as given:
                chief.get_by_role("button", name="更正单PDF").click()
            given.value.save_as(tmp_path / "更正单.pdf")
            assert (tmp_path / "更正单.pdf").read_bytes().startswith(b"%PDF-")
        objections(county, 1, COUNTY)
        expect(county.get_by_text("已更正")).to_have_count(0)  # until the correction is public
        with used(DATABASES[published]):
            published_now(2)
        objections(county, 1, COUNTY)
        expect(county.get_by_text("已更正").filter(visible=True).first).to_be_visible()
