"""How long an officer waits for the supervision table: first useful page, and a click on a filter.

Drives Chromium against a server on a database that is given by DATABASE_URL; run with the server on
the same two cores, so every figure includes the browser's own share.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
LIGHTS = ("红", "黄", "绿（迟）", "绿")
TOTAL = "tr.total"
HEADER = "| what | sessions | n | p50 ms | p95 ms |\n|---|---:|---:|---:|---:|"


def measure(*, rounds: int, sessions: int) -> Iterator[str]:
    """Yield a table: first page, and clicks with one session and with several at once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "--port", str(port)], env=dict(os.environ)
    )
    base = f"http://127.0.0.1:{port}"
    try:
        _await(f"{base}/healthz")
        yield HEADER
        first, clicks = _session(base, rounds)
        yield _line("first useful page", 1, first[1:])
        yield _line("filter click", 1, clicks)
        with ThreadPoolExecutor(sessions) as pool:
            found = list(pool.map(lambda _: _session(base, rounds)[1], range(sessions)))
        yield _line("filter click", sessions, [each for listed in found for each in listed])
    finally:
        server.terminate()
        server.wait(timeout=20)


def _await(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - ours
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(address)


def _session(base: str, rounds: int) -> tuple[list[float], list[float]]:
    """Return milliseconds of first pages and of filter clicks in one browser of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"]
        )
        first = [_first(browser, base) for _ in range(4)]
        page = browser.new_context(locale="zh-CN").new_page()
        _open(page, base)
        clicks = [_click(page, LIGHTS[number % len(LIGHTS)]) for number in range(rounds)]
        browser.close()
    return first, clicks


def _first(browser: Browser, base: str) -> float:
    """Time a page that nothing is remembered of, until its total is drawn."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    started = time.perf_counter()
    _open(page, base)
    waited = time.perf_counter() - started
    context.close()
    return 1000 * waited


def _open(page: Page, base: str) -> None:
    page.goto(f"{base}/supervision")
    page.locator(TOTAL).first.wait_for(timeout=60_000)


def _click(page: Page, light: str) -> float:
    """Choose a light and wait until the total counts rows of that light only."""
    page.get_by_role("combobox", name="灯色").first.click()
    option = page.get_by_role("option", name=light, exact=False).last
    if light in ("红", "黄"):
        option = page.get_by_role("option", name=light).first
    option.wait_for()
    wanted = option.inner_text().strip()[1:]
    started = time.perf_counter()
    option.click()
    text = "wanted => window.dudaoTotal(wanted)"
    page.evaluate(WATCH)
    page.wait_for_function(text, arg=wanted, polling=20, timeout=60_000)
    waited = 1000 * (time.perf_counter() - started)
    page.wait_for_timeout(150)
    return waited


WATCH = """() => {
  const find = (root) => {
    const own = root.querySelector("tr.total td");
    if (own) return own;
    for (const element of root.querySelectorAll("*")) {
      const inner = element.shadowRoot && find(element.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  window.dudaoTotal = (wanted) => {
    const cell = find(document);
    if (!cell) return false;
    const lights = cell.textContent.split("\\u3000")[1] || "";
    return lights.replace(/[0-9]+$/, "") === wanted;
  };
}"""


def _line(what: str, sessions: int, times: list[float]) -> str:
    ordered = sorted(times)
    half, most = (
        ordered[len(ordered) // 2],
        ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)],
    )
    return f"| {what} | {sessions} | {len(ordered)} | {half:.0f} | {most:.0f} |"
