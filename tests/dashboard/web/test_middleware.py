"""What stands between the pages and the network, tried on a tiny application."""

import asyncio
from typing import Any

import pytest

from dashboard.web.middleware import ClosedDoors, Page, SameOrigin

HTML = b'<html lang="en"><head><title>Streamlit</title></head><body></body></html>'


async def page(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        return
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"72")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": HTML[:20], "more_body": True})
    await send({"type": "http.response.body", "body": HTML[20:]})


def asked(
    path: str = "/", *, method: str = "GET", kind: str = "http", **headers: str
) -> list[dict[str, Any]]:
    """Send one request through all three and return the messages that came back."""
    app = ClosedDoors(SameOrigin(Page(page)))
    sent: list[dict[str, Any]] = []
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "path": path, "method": method, "headers": pairs}

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    return sent


def test_the_page_speaks_chinese_and_brings_its_own_fonts():
    start, body = asked()
    assert b'lang="zh-CN"' in body["body"]
    assert "督导一张表" in body["body"].decode()
    assert b"fonts/index.css" in body["body"]
    assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()


def test_no_answer_lets_the_browser_ask_elsewhere():
    headers = dict(asked()[0]["headers"])
    assert headers[b"content-security-policy"].startswith(b"default-src 'self';")
    assert headers[b"x-frame-options"] == b"DENY"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_doors_that_tell_strangers_about_the_process_are_closed(path: str):
    assert asked(path)[0]["status"] == 404


def test_another_sites_page_can_send_nothing():
    foreign = {"origin": "http://evil.example", "host": "127.0.0.1:8501"}
    assert asked("/_stcore/upload_file", method="PUT", **foreign)[0]["status"] == 403
    assert asked("/_stcore/stream", kind="websocket", **foreign)[0]["type"] == "websocket.close"


def test_our_own_page_can():
    own = {"origin": "http://127.0.0.1:8501", "host": "127.0.0.1:8501"}
    assert asked("/_stcore/upload_file", method="PUT", **own)[0]["status"] == 200
    assert asked("/_stcore/stream", kind="websocket", **own)[0]["type"] == "websocket.accept"
