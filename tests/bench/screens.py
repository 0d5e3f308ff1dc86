"""How long an officer waits for the supervision table: its first page, and a click on a filter.

Chromium and the server share the machine, so every figure has the browsers' own work in it. Times
are the browser's: from the start of the navigation, or from the click itself, to the frame in which
the total is drawn.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.bench import served

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SIZE: Any = {"width": 1366, "height": 768}
LIGHTS = ("红", "黄", "绿（迟）", "绿")
PAUSE_MS = 500
WATCH = """(() => {
  const total = () => {
    for (const host of document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')) {
      const cell = host.shadowRoot && host.shadowRoot.querySelector("tr.total td");
      if (cell) return cell.textContent;
    }
    return "";
  };
  const counts = (light) => (total().split("\\u3000")[1] || "").replace(/[0-9]+(（.*）)?$/, "") === light;
  const when = (right) => new Promise((done) => {
    const look = () => right() ? requestAnimationFrame(() => done(performance.now()))
      : requestAnimationFrame(look);
    look();
  });
  window.dudao = { first: when(() => total()) };
  addEventListener("pointerdown", (event) => { window.dudao.down = event.timeStamp; }, true);
  window.dudao.wait = (light) => { window.dudao.shown = when(() => counts(light)); };
})()"""
"""Looks at every frame of the browser; the frame after the one that has the total is painted."""


def measure(case: str, *, rounds: int, sessions: int, think: float) -> Iterator[str]:
    """Yield the rows of one case of CASES."""
    with served.served() as host:
        yield served.HEADER
        yield asyncio.run(CASES[case](f"http://{host}", rounds, sessions, think))


async def _first(base: str, rounds: int, _sessions: int, _think: float) -> str:
    async with _browser() as browser:
        await _fresh(browser, base)  # the browser's own start
        times = [await _fresh(browser, base) for _ in range(rounds)]
    return served.line("first useful page, nothing remembered", 1, times)


async def _again(base: str, rounds: int, _sessions: int, _think: float) -> str:
    async with _browser() as browser:
        context = await _context(browser)
        await _opened(context, base)
        times = [await _next_visit(context, base) for _ in range(rounds)]
    return served.line("first useful page, files remembered", 1, times)


async def _click(base: str, rounds: int, _sessions: int, _think: float) -> str:
    async with _browser() as browser:
        page = await _ready(browser, base)
        times = [await _chosen(page, turn) for turn in range(rounds)]
    return served.line("filter click", 1, times)


async def _spread(base: str, rounds: int, sessions: int, think: float) -> str:
    async def session(place: int, page: Page) -> list[float]:
        await asyncio.sleep(think * place / sessions)
        times = []
        for turn in range(rounds):
            started = asyncio.get_running_loop().time()
            times.append(await _chosen(page, turn + place))
            taken = asyncio.get_running_loop().time() - started
            await asyncio.sleep(max(0.0, think - taken))
        return times

    async with _browser() as browser:
        pages = [await _ready(browser, base) for _ in range(sessions)]
        found = await asyncio.gather(*(session(*pair) for pair in enumerate(pages)))
    times = [each for listed in found for each in listed]
    return served.line(f"filter click, one every {think:g} s each", sessions, times)


async def _burst(base: str, rounds: int, sessions: int, _think: float) -> str:
    times: list[float] = []
    async with _browser() as browser:
        pages = [await _ready(browser, base) for _ in range(sessions)]
        for turn in range(rounds):
            for page in pages:
                await _open_list(page, turn)
            times += await asyncio.gather(*(_pick(page, turn) for page in pages))
            await pages[0].wait_for_timeout(PAUSE_MS)
    return served.line("filter click, all at once", sessions, times)


async def _server(base: str, rounds: int, sessions: int, _think: float) -> str:
    from tests.bench.sockets import clicks

    times = await clicks(base.removeprefix("http://"), rounds=rounds, sessions=sessions)
    return served.line("filter click, all at once, server only", sessions, times)


CASES: dict[str, Callable[[str, int, int, float], Any]] = {
    "first": _first,
    "again": _again,
    "click": _click,
    "spread": _spread,
    "burst": _burst,
    "server": _server,
}


@asynccontextmanager
async def _browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        await started.close()


async def _context(browser: Browser) -> BrowserContext:
    context = await browser.new_context(locale="zh-CN", viewport=SIZE)
    await context.add_init_script(WATCH)
    await context.add_cookies([{**served.COOKIE, "domain": "127.0.0.1", "path": "/"}])
    context.set_default_timeout(120_000)
    return context


async def _opened(context: BrowserContext, base: str) -> tuple[Page, float]:
    """Open the page's address and return it with milliseconds until its total was drawn."""
    page = await context.new_page()
    await page.goto(f"{base}/supervision", wait_until="commit")
    return page, float(await page.evaluate("window.dudao.first"))


async def _fresh(browser: Browser, base: str) -> float:
    context = await _context(browser)
    page, waited = await _opened(context, base)
    await page.wait_for_timeout(PAUSE_MS)
    await context.close()
    return waited


async def _next_visit(context: BrowserContext, base: str) -> float:
    page, waited = await _opened(context, base)
    await page.wait_for_timeout(PAUSE_MS)
    await page.close()
    return waited


async def _ready(browser: Browser, base: str) -> Page:
    """Open a session that has clicked each light once."""
    page, _ = await _opened(await _context(browser), base)
    await page.wait_for_timeout(PAUSE_MS)
    for turn in range(len(LIGHTS)):
        await _chosen(page, turn)
    return page


async def _chosen(page: Page, turn: int) -> float:
    """Open the list of lights as an officer does, choose one, and return milliseconds waited."""
    await _open_list(page, turn)
    waited = await _pick(page, turn)
    await page.wait_for_timeout(PAUSE_MS)
    return waited


async def _open_list(page: Page, turn: int) -> None:
    await page.get_by_role("combobox", name="灯色").first.click()
    await _option(page, turn).wait_for()


async def _pick(page: Page, turn: int) -> float:
    await page.evaluate("light => window.dudao.wait(light)", LIGHTS[turn % len(LIGHTS)])
    await _option(page, turn).click()
    waited = await page.evaluate("window.dudao.shown.then((end) => end - window.dudao.down)")
    return float(waited)


def _option(page: Page, turn: int) -> Any:
    """Find a light in the open list: its words follow a mark."""
    light = LIGHTS[turn % len(LIGHTS)]
    return page.get_by_role("option").filter(has_text=light).nth(1 if light == "绿" else 0)
