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
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from metrics.access.roles import Role
from tests import tokens
from tests.dashboard.small_province import PROVINCE
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
DATABASES: dict[str, str] = {}
"""The database of each server that runs, by its address."""
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
    address, url = f"http://127.0.0.1:{port}", copied(database, folder)
    DATABASES[address] = url
    with (folder / "server.log").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url},
            stdout=log,
            stderr=log,
        )
        try:
            yield answering(address, running, folder / "server.log")
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


def signed_in(
    browser: Browser, address: str, *roles: Role, region: str = PROVINCE
) -> BrowserContext:
    """Give a browser of its own that is signed in to a server; without roles it may do all of the province."""
    held = [(role, region, None) for role in roles or tokens.ALL_RIGHTS]
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="zh-CN", base_url=address
    )
    token = tokens.token(DATABASES[address], *held)
    context.add_cookies([{"name": tokens.COOKIE, "value": token, "url": address}])
    return context


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
    context = signed_in(browser, server)
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
