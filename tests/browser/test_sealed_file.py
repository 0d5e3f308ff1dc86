"""A sealed file (封账文件) on another PC: checked anew, opened without any database, and only looked at."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import make_url

from metrics.__main__ import main
from metrics.sealing.written import opened
from tests.browser.conftest import PATIENCE, READY, ROOT, answering
from tests.dashboard.small_province import PROVINCE
from tests.databases import copied, used


@pytest.fixture(scope="module")
def sealed(small_province: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seal the small province, as its office does."""
    folder = tmp_path_factory.mktemp("sealed")
    with used(copied(small_province, folder)):
        assert main(["seal", "--place", PROVINCE, "--out", str(folder / "评价.zip")]) == 0
    return folder / "评价.zip"


@pytest.fixture(scope="module")
def elsewhere(sealed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Open the file where there is no database."""
    folder = tmp_path_factory.mktemp("elsewhere")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    nowhere = str(make_url(f"sqlite:///{folder / 'none.sqlite'}"))
    asked = [sys.executable, "-m", "dashboard", "--sealed", str(sealed), "--port", str(port)]
    with (folder / "server.log").open("wb") as log:
        running = subprocess.Popen(
            asked, cwd=ROOT, env={**os.environ, "DATABASE_URL": nowhere}, stdout=log, stderr=log
        )
        try:
            yield answering(f"http://127.0.0.1:{port}", running, folder / "server.log")
        finally:
            running.terminate()
            running.wait(timeout=PATIENCE)
    assert not (folder / "none.sqlite").exists()


@pytest.fixture
def reader(browser: Browser, elsewhere: str) -> Iterator[Page]:
    """Come in by the only way there is."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=elsewhere)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_text("逐字节核验并重新计算，结果一致")).to_be_visible()
    page.get_by_role("button", name="查看封账文件（只读）").click()
    page.wait_for_selector(READY)
    yield page
    context.close()


def test_the_scores_of_the_file_are_shown_and_nothing_live_is_offered(reader: Page, sealed: Path):
    seal, _ = opened(sealed.read_bytes())
    reader.goto("/ranking")
    reader.wait_for_selector(READY)
    expect(reader.get_by_text(f"数据摘要{seal.digests['data'][:12]}").first).to_be_visible()
    expect(reader.get_by_label("封账轮次").first).to_have_value(f"封账 {seal.scope.as_of}")
    for closed in ("周调度会议", "督办单", "报送工作簿", "系统设置"):
        expect(reader.get_by_role("link", name=closed)).to_have_count(0)


def test_a_page_of_what_is_live_is_not_there(reader: Page):
    reader.goto("/orders")
    reader.wait_for_selector(READY)
    expect(reader.get_by_text("督办单台账")).to_have_count(0)
