"""A server of the small province on a port of its own, and a browser that may talk to nobody else."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.databases import copied

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
PATIENCE = 60  # seconds that nothing needs on a quiet machine: how busy it is must not matter
PROJECTOR = ViewportSize(width=1280, height=720)
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="package")
def server(small_province: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the screens as officers get them and give their address."""
    with served(small_province, tmp_path_factory.mktemp("browser")) as address:
        yield address


@contextmanager
def served(database: Path, folder: Path) -> Iterator[str]:
    """Serve a copy of a database on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "server.log").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": copied(database, folder)},
            stdout=log,
            stderr=log,
        )
        try:
            yield answering(f"http://127.0.0.1:{port}", running, folder / "server.log")
        finally:
            running.terminate()
            running.wait(timeout=PATIENCE)


def answering(address: str, running: subprocess.Popen[bytes], log: Path) -> str:
    """Wait until a server answers, and return its address."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and running.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310 - ours
                return address
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def asked_elsewhere() -> list[str]:
    """Collect what a page asked of any other host; every test ends with it empty."""
    return []


@pytest.fixture
def page(browser: Browser, server: str, asked_elsewhere: list[str]) -> Iterator[Page]:
    """Open an empty page of a meeting-room projector's size."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="zh-CN", base_url=server
    )
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)

    def look(address: str) -> None:
        if not address.startswith((server, server.replace("http", "ws", 1), "data:", "blob:")):
            asked_elsewhere.append(address)

    opened.on("request", lambda request: look(request.url))
    opened.on("websocket", lambda channel: look(channel.url))
    yield opened
    context.close()
    assert asked_elsewhere == []


@pytest.fixture
def projector(page: Page) -> Page:
    """Give a page of a projector's size."""
    page.set_viewport_size(PROJECTOR)
    return page


def settled(page: Page) -> Page:
    """Wait until the page has been drawn."""
    page.wait_for_selector(READY)
    page.wait_for_timeout(250)
    page.wait_for_selector(READY)
    return page
